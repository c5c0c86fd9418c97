import ArgumentParser
import Delivery
import Forecasting
import Warehouse

/// `forecastpack verify`: a pack against its manifest and the database, or the database against what was published.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract:
      "Check a pack: its files against its manifest, the manifest and the numbers against the database.",
    discussion: """
      With --database and no pack: every published row against the digest of what it was. Ends with 65 and a line for \
      each thing that is not as it should be.
      """)
  @OptionGroup var options: GlobalOptions

  @Argument(help: "The folder of a pack, as packs/2013-11.")
  var pack: String?

  @Flag(help: "Every published row in the database, instead of a pack: name those that were changed since.")
  var database = false

  @Option(name: .customLong("as-of"), help: "With --database: this vintage only.")
  var asOf: Month?

  @Flag(help: "Only the files against the manifest, without a database.")
  var filesOnly = false

  func validate() throws {
    guard (pack == nil) == database else {
      throw ValidationError("name the folder of a pack, or --database")
    }
    guard database || asOf == nil, !database || !filesOnly else {
      throw ValidationError("--as-of goes with --database, --files-only with a pack")
    }
  }

  func run() throws {
    if let pack { try verify(pack) } else { try verifyDatabase() }
  }

  private func verifyDatabase() throws {
    let session = try Session(options: options, application: "forecastpack verify")
    try session.requireTables()
    let found = try RowIntegrity(connection: session.connection, schema: session.configuration.schema)
      .verify(session.configuration.domains.map(\.domain), asOf: asOf)
    let report = DatabaseReport(runs: found.runs, rows: found.rows, differences: found.differences)
    switch options.format {
    case .json: try options.console.result(json: report)
    case .text: options.console.result(report.text)
    }
    if !found.differences.isEmpty {
      throw Failure.data("\(found.differences.count) rows are not as they were published")
    }
  }

  struct DatabaseReport: Encodable {
    let runs: Int
    let rows: Int
    let differences: [RowDifference]

    var text: String {
      differences.isEmpty
        ? "\(rows) rows of \(runs) runs are as they were published"
        : differences.map(\.description).joined(separator: "\n")
    }
  }

  private func verify(_ pack: String) throws {
    let folder = try PackFolder(pack)
    var problems = folder.problems()
    var fields: Int?
    if !filesOnly {
      let session = try Session(options: options, application: "forecastpack verify")
      try session.requireTables()
      let comparison = try session.compare(folder)
      problems += comparison.problems
      fields = comparison.fields
    }
    let report = Report(
      pack: pack, asOf: folder.manifest.asOf, manifest: folder.manifestDigest,
      files: folder.manifest.files.count + 1, fields: fields, problems: problems)
    switch options.format {
    case .json: try options.console.result(json: report)
    case .text: options.console.result(report.text)
    }
    if !problems.isEmpty { throw Failure.data("\(pack): \(problems.count) differences") }
  }

  struct Report: Encodable {
    let pack: String
    let asOf: String
    /// SHA-256 of the manifest.
    let manifest: String
    let files: Int
    /// Of the database that agree; nil where it was not asked.
    let fields: Int?
    let problems: [PackProblem]

    var text: String {
      guard problems.isEmpty else { return problems.map(\.description).joined(separator: "\n") }
      let numbers = fields.map { ", \($0) fields agree with the database" } ?? ", the database was not asked"
      return "\(pack): as of \(asOf), \(files) files as written\(numbers)"
    }
  }
}

extension Session {
  /// A pack beside the database, in one snapshot.
  func compare(_ pack: PackFolder) throws -> (problems: [PackProblem], fields: Int) {
    guard let asOf = Month(pack.manifest.asOf) else {
      throw PublishingError.damaged(path: pack.path, "its manifest names no month")
    }
    return try connection.transaction(.repeatableRead, readOnly: true) {
      var problems: [PackProblem] = []
      let entry = try PackLedger(connection: connection, schema: configuration.schema)
        .find(manifest: pack.manifestDigest)
      if entry?.asOf != asOf {
        problems.append(
          PackProblem(
            .manifest, file: PackManifest.fileName,
            "this database has recorded no pack with this manifest: the manifest was altered, or the pack is of another database"
          ))
      }
      let runs = try ViewReader(connection: connection, schema: configuration.schema).runs()
      for run in pack.manifest.runs {
        guard let found = runs.first(where: { $0.runID == run.runID }) else {
          problems.append(
            PackProblem(
              .database, file: PackManifest.fileName,
              "\(run.domain): the database has no published run \(run.runID)"))
          continue
        }
        if !found.isCurrent {
          problems.append(
            PackProblem(
              .database, file: PackManifest.fileName,
              "\(run.domain): the run \(run.runID) was superseded by a later one"))
        }
      }
      let tables = try PackTables(connection: connection, schema: configuration.schema)
        .read(configuration.domains.map(\.domain), asOf: asOf)
      let comparison = PackComparison(pack, tables)
      return (problems + comparison.problems, comparison.fields)
    }
  }
}
