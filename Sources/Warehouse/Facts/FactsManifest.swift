import Foundation

/// What a folder of facts holds: `manifest.json`, in the order in which the tables are loaded.
struct FactsManifest: Decodable {
  let tables: [Table]

  /// One table and the file it comes from.
  struct Table: Decodable {
    let table: String
    /// Relative to the folder: gzip CSV, UTF-8, with a header.
    let file: String
    /// Lower-case SHA-256 of the file as it is, compressed.
    let sha256: String
    let rows: Int
    /// Exact sum of a column, as decimal text: `"sales_amount": "29358677.2207"`.
    let totals: [String: String]
  }

  /// - Throws: `FactsError` when the file is missing, is no manifest or names a table twice.
  init(folder: URL) throws(FactsError) {
    let url = folder.appending(path: "manifest.json")
    do {
      self = try JSONDecoder().decode(Self.self, from: Data(contentsOf: url))
    } catch {
      throw FactsError("no manifest of the facts could be read: \(error)", file: url.relativePath)
    }
    var seen: Set<String> = []
    for table in tables where !seen.insert(table.table).inserted {
      throw FactsError("the manifest names the table twice", file: url.relativePath, table: table.table)
    }
    for table in tables {
      for (column, total) in table.totals where Decimal(string: total) == nil {
        throw FactsError(
          "the control total of \(column) is '\(total)', not a number", file: url.relativePath,
          table: table.table)
      }
    }
  }
}
