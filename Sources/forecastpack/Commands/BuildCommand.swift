import ArgumentParser

/// `forecastpack build`: datasets and their quality.
struct BuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Build the datasets with dbt and check them; print what was found.")
  @OptionGroup var options: GlobalOptions

  func run() throws {
    let session = try Session(options: options, application: "forecastpack build")
    let lock = try session.lock()
    defer { withExtendedLifetime(lock) {} }
    let report = FindingsReport(try session.build().findings)
    switch options.format {
    case .text: if !report.findings.isEmpty { options.console.result(report.text) }
    case .json: try options.console.result(json: report.json)
    }
  }
}
