import Domains
import Postgres

/// The leaf series that a domain has: those of its dataset, and those that a run ever had.
public struct SeriesCatalog {
  private let connection: Connection
  private let schema: String

  /// - Parameter schema: as configured, not quoted.
  public init(connection: Connection, schema: String) {
    self.connection = connection
    self.schema = schema
  }

  /// Empty before the dataset was built for the first time.
  public func leaves(of domain: Domain) throws -> Set<SeriesKey> {
    let quoted = Connection.quoteIdentifier(schema)
    let count = domain.keys.count
    let stored = try connection.query(
      "select \((1...count).map { "keys[\($0)]" }.joined(separator: ", ")) from \(quoted).series "
        + "where domain = $1 and level = 'leaf'", [domain.name])
    var leaves = Set(stored.map { row in SeriesKey((0..<count).map { row[$0] ?? "" }) })
    let dataset = "\(quoted).\(Connection.quoteIdentifier(domain.dataset))"
    guard try connection.query("select to_regclass($1)", [dataset]).first?[0] != nil else { return leaves }
    let keys = domain.keys.map { Connection.quoteIdentifier($0) + "::text" }.joined(separator: ", ")
    let rows = try connection.query("select distinct \(keys) from \(dataset)")
    leaves.formUnion(rows.map { row in SeriesKey((0..<count).map { row[$0] ?? "" }) })
    return leaves
  }
}
