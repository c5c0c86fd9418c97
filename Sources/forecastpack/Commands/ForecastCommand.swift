import ArgumentParser
import Forecasting
import Foundation

/// `forecastpack forecast`: the engine alone, from a CSV file to a CSV file.
struct ForecastCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast", abstract: "Forecast the series of a CSV file, or of lines; no database is needed.",
    discussion: """
      Writes unique_id, h, y_hat, lo-80, hi-80, lo-95, hi-95: a row a series and month ahead. With --stdin a series is \
      a line of id, first month and values, parted by tabs, the values by commas; the answer has the same columns, \
      parted by tabs, without a header.
      """)
  @OptionGroup var options: EngineOptions

  @Flag(help: "Read series as lines from standard input.")
  var stdin = false

  @Option(help: "Where the forecasts go; - is standard output.")
  var out = "-"

  @Option(
    help: ArgumentHelp("The model.", discussion: EngineOptions.models))
  var model = "default"

  func run() throws {
    let settings = try options.settings(model: model)
    guard !stdin else { return try answerLines(settings) }
    let file = try options.read()
    let result = try options.console.stage("forecast") {
      (try Engine.forecast(file.panel, settings: settings, cores: options.cores), model)
    }
    var text = CSVText(header: ["unique_id", "h", "y_hat", "lo-80", "hi-80", "lo-95", "hi-95"])
    for (id, (fit, forecast)) in zip(file.ids, zip(result.fits, result.forecasts)) {
      if fit.state == nil { options.console.error("no forecast: \(id): \(fit.reason)") }
      let bounds = [forecast.points, forecast.lower80, forecast.upper80, forecast.lower95, forecast.upper95]
      for horizon in forecast.points.indices {
        text.append([id, "\(horizon + 1)"] + bounds.map { "\($0[horizon])" })
      }
    }
    try text.write(to: out)
  }

  func validate() throws {
    guard !stdin || (options.csv == nil && out == "-") else {
      throw ValidationError(
        "--stdin reads standard input and writes standard output: leave out --csv and --out")
    }
  }

  private func answerLines(_ settings: EngineSettings) throws {
    var lines: [SeriesLine] = []
    while let text = readLine() { lines.append(try SeriesLine(text, number: lines.count + 1)) }
    // An empty partition has an empty answer.
    guard !lines.isEmpty else { return }
    let panel = try Panel(endingApart: lines.map(\.series))
    let result = try Engine.forecast(panel, settings: settings, cores: options.cores)
    var text = ""
    for (line, (fit, forecast)) in zip(lines, zip(result.fits, result.forecasts)) {
      if fit.state == nil { options.console.error("no forecast: \(line.id): \(fit.reason)") }
      let bounds = [forecast.points, forecast.lower80, forecast.upper80, forecast.lower95, forecast.upper95]
      for horizon in forecast.points.indices {
        let cells = [SeriesLine.escaped(line.id), "\(horizon + 1)"] + bounds.map { "\($0[horizon])" }
        text += cells.joined(separator: "\t") + "\n"
      }
    }
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    } catch {
      throw Failure.output("standard output: \(error.localizedDescription)")
    }
  }
}
