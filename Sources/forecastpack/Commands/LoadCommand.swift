import ArgumentParser
import Warehouse

/// `forecastpack load`: the facts' files into the database.
struct LoadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "load", abstract: "Load the facts' files: all of them or none; what did not change is left.")
  @OptionGroup var options: GlobalOptions

  func run() throws {
    let session = try Session(options: options, application: "forecastpack load")
    let lock = try session.lock()
    defer { withExtendedLifetime(lock) {} }
    let report = try session.load()
    switch options.format {
    case .text:
      for table in report.tables {
        options.console.result("\(table.outcome.rawValue)  \(table.name)  \(table.rows) rows  \(table.file)")
      }
    case .json:
      try options.console.result(json: report.tables.map(Line.init))
    }
  }

  private struct Line: Encodable {
    let table: String
    let file: String
    let rows: Int
    let outcome: String

    init(_ table: FactsReport.Table) {
      self.table = table.name
      file = table.file
      rows = table.rows
      outcome = table.outcome.rawValue
    }
  }
}
