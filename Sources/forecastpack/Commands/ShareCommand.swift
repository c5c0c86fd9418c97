import ArgumentParser

/// `forecastpack share`: packs that are rendered, to the folder that readers open.
struct ShareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "share",
    abstract: "Publish rendered packs on the configured share; what is there already is left as it is.")
  @OptionGroup var options: GlobalOptions
  @OptionGroup var months: AsOfOptions

  func run() throws {
    let session = try Session(options: options, application: "forecastpack share")
    guard let share = session.configuration.share else {
      throw Failure.configuration(
        "\(options.config): no block 'share' names a folder; docs/publishing.md says what it holds")
    }
    let lock = try session.lock()
    try session.requireTables()
    for month in try session.asOfMonths(months) {
      try session.console.stage("share") {
        let words =
          switch try session.share(month) {
          case .published: "published"
          case .unchanged, nil: "unchanged"
          case .tooOld: "older than the packs that are kept, not published"
          }
        return ((), "\(month) \(words)")
      }
      options.console.result("\(share.folder.path)/\(month)")
    }
    try lock.release()
  }
}
