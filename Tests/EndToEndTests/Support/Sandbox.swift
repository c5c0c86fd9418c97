import Foundation

/// A project folder of its own under the temporary folder: the sources linked in, a configuration that a test may
/// change, and a private server that ends with it.
final class Sandbox: Sendable {
  let root: URL

  static let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  /// The release build; `script/test` makes it before the tests.
  static let executable = packageRoot.appendingPathComponent(".build/release/forecastpack")

  /// - Parameter copies: folders of the project to copy rather than link, because the test changes them.
  init(copies: Set<String> = []) throws {
    root = FileManager.default.temporaryDirectory
      .appendingPathComponent("forecastpack-\(UUID().uuidString.prefix(8))")
    let files = FileManager.default
    try files.createDirectory(
      at: root.appendingPathComponent(".forecastpack"), withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    for name in ["examples", "sql", "templates", "reports", ".forecastpack/dbt"] {
      let source = Self.packageRoot.appendingPathComponent(name)
      let target = root.appendingPathComponent(name)
      if copies.contains(name) {
        try files.copyItem(at: source, to: target)
      } else {
        try files.createSymbolicLink(at: target, withDestinationURL: source)
      }
    }
    try files.copyItem(
      at: Self.packageRoot.appendingPathComponent("forecastpack.yml"),
      to: root.appendingPathComponent("forecastpack.yml"))
  }

  deinit { remove() }

  /// Stops the server and takes the folder away; for what a static variable holds, which nothing ends.
  func remove() {
    _ = try? forecastpack(["db", "stop"])
    try? FileManager.default.removeItem(at: root)
  }

  /// Changes the configuration: every `old` must be there.
  func configure(_ old: String, _ new: String) throws {
    let file = root.appendingPathComponent("forecastpack.yml")
    let text = try String(contentsOf: file, encoding: .utf8)
    guard text.contains(old) else { throw CocoaError(.formatting) }
    try text.replacingOccurrences(of: old, with: new).write(to: file, atomically: true, encoding: .utf8)
  }

  /// Runs the executable in this folder, to its end.
  func forecastpack(_ arguments: [String], environment: [String: String] = [:], cores: String? = nil) throws
    -> Outcome
  {
    try Outcome.of(
      (cores.map { ["taskset", "-c", $0] } ?? []) + [Self.executable.path] + arguments, in: root,
      environment: environment)
  }

  /// What a query gives: rows as lines, columns parted by `|`. `dsn` nil is the private server's own database.
  func query(_ sql: String, dsn: String? = nil) throws -> String {
    let outcome = try forecastpack(
      ["db", "psql"] + (dsn.map { ["--dsn", $0] } ?? []) + ["--", "-AtX", "-v", "ON_ERROR_STOP=1", "-c", sql])
    guard outcome.status == 0 else { throw QueryError(outcome: outcome) }
    return String(outcome.output.dropLast(outcome.output.hasSuffix("\n") ? 1 : 0))
  }

  /// What reaches another database of the private server.
  func dsn(database: String) throws -> String {
    let own = try forecastpack(["db", "start"]).output.split(separator: "\n").first ?? ""
    return "\(own) dbname=\(database)"
  }

  /// The variables that lead libpq to another database of the private server.
  func variables(database: String) throws -> [String: String] {
    var variables = ["PGDATABASE": database]
    for pair in try dsn(database: database).split(separator: " ") {
      let parts = pair.split(separator: "=", maxSplits: 1).map {
        $0.trimmingCharacters(in: CharacterSet(charactersIn: "'"))
      }
      if parts.count == 2, ["host", "port", "user"].contains(parts[0]) {
        variables["PG" + parts[0].uppercased()] = parts[1]
      }
    }
    return variables
  }

  struct QueryError: Error { let outcome: Outcome }
}
