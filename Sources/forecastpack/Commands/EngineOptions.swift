import ArgumentParser
import Forecasting

/// What the commands that need no database have in common.
struct EngineOptions: ParsableArguments {
  @Option(help: "A CSV file with the columns unique_id, ds (YYYY-MM or a first day) and y.")
  var csv: String?

  @Option(help: "Months ahead, 1 to 60.")
  var horizon = 12

  @Option(help: "How many of the last months are origins of the backtest.")
  var origins: Int?

  @Option(help: "How many cores to use; by default all. It changes no number.")
  var cores: Int?

  @Flag(help: "No progress, only results and what went wrong.")
  var quiet = false

  /// What --model may name.
  static let models = "default, " + ModelRegistry.models.map(\.name).joined(separator: ", ")

  var console: Console { Console(isQuiet: quiet) }

  func validate() throws {
    guard cores ?? 1 > 0 else { throw ValidationError("--cores is a number from 1") }
  }

  /// Reads the file; series that cannot be used are named on standard error.
  func read() throws -> SeriesFile {
    guard let csv else { throw ValidationError("Missing expected argument '--csv <csv>'") }
    let file = try console.stage("read") {
      let file = try SeriesFile(path: csv)
      return (file, "\(file.ids.count) series, \(file.panel.values.count) months")
    }
    for reason in file.leftOut { console.error("left out: \(reason)") }
    for (index, id) in file.ids.enumerated() {
      guard let month = file.panel[index].usableTail.lastBad else { continue }
      console.error("\(id): \(month) has no number the engine can use: only what follows it counts")
    }
    return file
  }

  func settings(model: String) throws -> EngineSettings {
    var settings = EngineSettings()
    settings.horizons = horizon
    settings.model = model
    if let origins { settings.backtestOrigins = origins }
    do {
      try settings.validate()
    } catch {
      throw Failure.usage("\(error)")
    }
    return settings
  }
}
