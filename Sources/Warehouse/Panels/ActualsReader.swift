import Domains
import Forecasting
import Postgres

/// Reads every row of a domain's dataset up to a month, complete or not: what publishing takes over as actuals.
public struct ActualsReader {
  private let connection: Connection
  private let schema: String
  private let domain: Domain

  /// - Parameter schema: where dbt builds the datasets, not quoted.
  public init(_ connection: Connection, schema: String, domain: Domain) {
    self.connection = connection
    self.schema = schema
    self.domain = domain
  }

  /// Sorted by keys (UTF-8 bytes) and month. Columns that the dataset does not have are nil.
  /// - Throws: `DatasetError` when the table is not what the domain says, `StoreError.unreadable` for a value that
  ///   is no number, `PostgresError`.
  public func read(asOf: Month) throws -> [ActualRow] {
    let columns = try DatasetColumns(domain, schema: schema, connection)
    let complete = try CompleteMonths(domain, schema: schema, connection)
    let numbers = columns.measures.map(\.name)
    let names = domain.keys + numbers
    let order = domain.keys.map { "\(Connection.quoteIdentifier($0))::text collate \"C\"" } + ["month"]
    let repeated = RepeatedTexts()
    var rows: [ActualRow] = []
    try connection.query(
      "select month, \(names.map(Connection.quoteIdentifier).joined(separator: ", ")) from \(columns.quotedTable) "
        + "where month < $1 order by \(order.joined(separator: ", "))", [(asOf + 1).firstDay]
    ) { row in
      let row = ViewRow(row: row, relation: columns.table, domain: domain, repeated: repeated)
      let month = try row.month("month")
      func quantity(_ name: String) throws(StoreError) -> Amount? {
        numbers.contains(name) ? try row.optionalQuantity(name) : nil
      }
      func amount(_ name: String) throws(StoreError) -> Amount? {
        numbers.contains(name) ? try row.optionalAmount(name) : nil
      }
      rows.append(
        ActualRow(
          month: month, keys: try row.keys(), value: try row.amount(domain.name), units: try quantity("units"),
          inflow: try amount("inflow"), outflow: try amount("outflow"),
          revaluation: try amount("revaluation"), isComplete: complete.contains(month)))
    }
    return rows
  }
}
