import ArgumentParser

/// `forecastpack train`: fits and their backtest, stored for `predict`.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Fit every series on the datasets as they stand and store the fits.")
  @OptionGroup var options: GlobalOptions
  @OptionGroup var months: AsOfOptions
  @OptionGroup var domains: DomainOptions
  @OptionGroup var part: ShardOptions

  func run() throws {
    let session = try Session(options: options, application: "forecastpack train")
    let lock = try session.lock(isShared: part.shard != nil)
    defer { withExtendedLifetime(lock) {} }
    if let shard = part.shard {
      try session.requireTables()
      try session.eachDomain(months, domains, done: "trained before") { configured, month in
        try DomainVintage(session, configured, asOf: month).train(shard)
      }
    } else {
      try session.migrate()
      let datasets = try session.checkDatasets()
      try session.eachDomain(months, domains, done: "trained before") { configured, month in
        try DomainVintage(session, configured, asOf: month).train(datasets)
      }
    }
  }
}
