import Foundation

/// What a run leaves that must be the same again: the rows of the tables, as text, and the bytes of the packs.
struct Fingerprint: Equatable {
  /// Table and the MD5 of its rows, sorted.
  let tables: String
  /// Path under packs/ and the file's bytes.
  let files: [String: Data]

  init(_ sandbox: Sandbox, dsn: String? = nil) throws {
    tables = try Self.tables { try sandbox.query($0, dsn: dsn) }
    files = try Self.files(under: sandbox.root.appendingPathComponent("packs"))
  }

  /// Of forecasts, rollups, fits, actuals and the public ledger; `query` runs SQL and gives its rows as text.
  static func tables(_ query: (String) throws -> String) throws -> String {
    let names = try query(
      String(
        contentsOf: Sandbox.packageRoot.appendingPathComponent("Tests/EndToEndTests/Support/fingerprint.sql"),
        encoding: .utf8))
    let one = names.split(separator: "\n").map {
      "select '\($0)' as name, count(*), md5(coalesce(string_agg(t::text, ';' order by t::text), '')) from ml.\($0) t"
    }
    return try query(one.joined(separator: " union all ") + " order by name")
  }

  private static func files(under folder: URL) throws -> [String: Data] {
    guard let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.isRegularFileKey])
    else {
      return [:]
    }
    var files: [String: Data] = [:]
    for case let file as URL in walk
    where try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true {
      files[String(file.path.dropFirst(folder.path.count))] = try Data(contentsOf: file)
    }
    return files
  }
}
