import ArgumentParser

/// `forecastpack train`: fits and their backtest, stored for `predict`.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Fit every series on the datasets as they stand and store the fits.")
  @OptionGroup var options: GlobalOptions
  @OptionGroup var months: AsOfOptions

  func run() throws {
    let session = try Session(options: options, application: "forecastpack train")
    let lock = try session.lock()
    try session.migrate()
    let datasets = try session.checkDatasets()
    for month in try session.asOfMonths(months) {
      try session.console.stage(month.description) {
        let trained = try session.configuration.domains.filter {
          try DomainVintage(session, $0, asOf: month, datasets: datasets).train(datasets)
        }
        return ((), trained.isEmpty ? "trained before" : trained.map(\.domain.name).joined(separator: ", "))
      }
    }
    try lock.release()
  }
}
