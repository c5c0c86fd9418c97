import ArgumentParser

/// `forecastpack predict`: forecasts from stored fits.
struct PredictCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict", abstract: "Forecast every series from the stored fits and store the forecasts.")
  @OptionGroup var options: GlobalOptions
  @OptionGroup var months: AsOfOptions
  @OptionGroup var domains: DomainOptions
  @OptionGroup var part: ShardOptions

  func run() throws {
    let session = try Session(options: options, application: "forecastpack predict")
    let lock = try session.lock(isShared: part.shard != nil)
    defer { withExtendedLifetime(lock) {} }
    try session.requireTables()
    try session.eachDomain(months, domains, done: "predicted before") { configured, month in
      let vintage = try DomainVintage(session, configured, asOf: month)
      return try part.shard.map { try vintage.predict($0) } ?? vintage.predict()
    }
  }
}
