import ArgumentParser

/// `forecastpack predict`: forecasts from stored fits.
struct PredictCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict", abstract: "Forecast every series from the stored fits and store the forecasts.")
  @OptionGroup var options: GlobalOptions
  @OptionGroup var months: AsOfOptions

  func run() throws {
    let session = try Session(options: options, application: "forecastpack predict")
    let lock = try session.lock()
    try session.requireTables()
    for month in try session.asOfMonths(months) {
      try session.console.stage(month.description) {
        let predicted = try session.configuration.domains.filter {
          try DomainVintage(session, $0, asOf: month).predict()
        }
        return (
          (), predicted.isEmpty ? "predicted before" : predicted.map(\.domain.name).joined(separator: ", ")
        )
      }
    }
    try lock.release()
  }
}
