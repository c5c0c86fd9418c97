import Domains
import Foundation
import Postgres

/// Which build made a dataset. It lies in the comment of the dataset's table, so that a step in another process knows
/// it, and so that it is gone when anything else makes the table anew.
public struct DatasetOrigin: Hashable, Sendable, Codable {
  /// `DbtProjectDigest` of what was built.
  public let dbtDigest: String
  /// dbt's id of the build.
  public let invocation: String
  /// `model.forecastpack.ml_train_sales_monthly`.
  public let uniqueID: String

  private static let prefix = "forecastpack build "

  /// Notes on each dataset that is a table and that `lineage` has built; a view or a dataset from elsewhere gets no
  /// note.
  /// - Parameter schema: as configured, not quoted.
  public static func note(
    _ lineage: Lineage, dbtDigest: String, on domains: [Domain], schema: String, connection: Connection
  ) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    for domain in domains {
      guard let model = lineage.model(named: domain.dataset),
        try !connection.query(
          "select from pg_tables where schemaname = $1 and tablename = $2", [schema, domain.dataset]
        ).isEmpty
      else { continue }
      let origin = DatasetOrigin(
        dbtDigest: dbtDigest, invocation: lineage.invocation, uniqueID: model.uniqueID)
      let note = prefix + String(decoding: try encoder.encode(origin), as: UTF8.self)
      try connection.execute(
        "comment on table \(Connection.quoteIdentifier(schema)).\(Connection.quoteIdentifier(domain.dataset)) is "
          + Connection.quoteLiteral(note))
    }
  }

  /// Nil for a dataset that something else made, or made again since.
  /// - Parameter schema: as configured, not quoted.
  public static func read(_ domain: Domain, schema: String, connection: Connection) throws -> DatasetOrigin? {
    let comment = try connection.query(
      """
      select obj_description(pg_class.oid, 'pg_class')
      from pg_class
      join pg_namespace on pg_namespace.oid = relnamespace
      where nspname = $1 and relname = $2
      """, [schema, domain.dataset]
    ).first?[0]
    guard let comment, comment.hasPrefix(prefix) else { return nil }
    return try? JSONDecoder().decode(
      DatasetOrigin.self, from: Data(comment.dropFirst(prefix.count).utf8))
  }
}
