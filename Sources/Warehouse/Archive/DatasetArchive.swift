import Digests
import Domains
import Forecasting
import Foundation
import Postgres

/// The datasets of runs, by their digest: `archived_datasets`. A run can be made again from it after the facts changed.
public struct DatasetArchive {
  private let connection: Connection
  private let schema: String

  /// - Parameter schema: as configured, not quoted.
  public init(connection: Connection, schema: String) {
    self.connection = connection
    self.schema = Connection.quoteIdentifier(schema)
  }

  /// What lies in the archive: gzip of JSON with sorted keys.
  private struct Content: Codable {
    var format = "forecastpack.dataset/1"
    let asOf: Month
    let series: [Series]

    struct Series: Codable {
      let keys: [String]
      let firstMonth: Month
      let values: [Double]
    }
  }

  /// Keeps a dataset; one that is there stays as it is.
  public func keep(digest: String, panel: Panel, keys: [SeriesKey]) throws {
    let asOf = panel.asOf.firstDay
    let known = try connection.query(
      "select from \(schema).archived_datasets where dataset_digest = $1 and as_of_month = $2", [digest, asOf])
    guard known.isEmpty else { return }
    let content = Content(
      asOf: panel.asOf,
      series: keys.enumerated().map { index, key in
        Content.Series(
          keys: key.values, firstMonth: panel.firstMonths[index], values: Array(panel[index].values))
      })
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let json = Array(try encoder.encode(content))
    let hexadecimal = Gzip.compress(json).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    try connection.query(
      """
      insert into \(schema).archived_datasets (dataset_digest, as_of_month, content_digest, content)
      values ($1, $2, $3, decode($4, 'hex')) on conflict (dataset_digest, as_of_month) do nothing
      """, [digest, asOf, SHA256.hex(json), hexadecimal])
  }

  /// - Returns: nil if the dataset is not kept, or no longer.
  /// - Throws: `StoreError.unreadable` for one that is not as it was written.
  public func find(digest: String, asOf: Month) throws -> ArchivedDataset? {
    let rows = try connection.query(
      "select content_digest, encode(content, 'hex') from \(schema).archived_datasets "
        + "where dataset_digest = $1 and as_of_month = $2", [digest, asOf.firstDay])
    guard let row = rows.first, let expected = row[0], let text = row[1] else { return nil }
    let digits = Array(text.utf8).map { $0 < 58 ? $0 - 48 : $0 - 87 }
    let bytes = stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    guard let json = Gzip.decompress(bytes), SHA256.hex(json) == expected,
      let content = try? JSONDecoder().decode(Content.self, from: Data(json)), content.asOf == asOf
    else {
      throw StoreError.unreadable(relation: "archived_datasets", column: "content", value: "of \(digest)")
    }
    var offsets = [0]
    for series in content.series { offsets.append(offsets[offsets.count - 1] + series.values.count) }
    return ArchivedDataset(
      panel: try Panel(
        asOf: asOf, values: content.series.flatMap(\.values), offsets: offsets,
        firstMonths: content.series.map(\.firstMonth)), keys: content.series.map { SeriesKey($0.keys) })
  }

  /// Drops the datasets of all but the last as-of months up to the newest published one; what an approved run saw is
  /// kept all the same.
  ///
  /// - Parameter months: 1 or more; 1 keeps the newest as-of month alone.
  /// - Returns: how many were dropped.
  @discardableResult
  public func prune(keeping months: Int) throws -> Int {
    try connection.query(
      """
      delete from \(schema).archived_datasets archived
      where archived.as_of_month <= (
          select max(runs.as_of_month) - make_interval(months => $1)
          from \(schema).forecast_runs runs where runs.status = 'published')
        and not exists (
          select from \(schema).forecast_runs runs
          where runs.dataset_digest = archived.dataset_digest and runs.as_of_month = archived.as_of_month
            and runs.approved_by is not null)
      """, ["\(months)"]
    ).affected
  }
}
