import Domains
import Forecasting
import Postgres

/// Reads a domain's dataset, `ml_train_<domain>_monthly`, and `ml_train_period` into a panel.
public struct PanelReader {
  private let connection: Connection
  private let schema: String
  private let domain: Domain

  /// - Parameter schema: where dbt builds the datasets.
  public init(_ connection: Connection, schema: String = "ml", domain: Domain) {
    self.connection = connection
    self.schema = schema
    self.domain = domain
  }

  /// The months in which every source of the domain is complete, ascending; the last is the latest possible as-of
  /// month.
  public func completeMonths() throws -> [Month] {
    try CompleteMonths(domain, schema: schema, connection).all
  }

  /// The rows of complete months up to `asOf`, each series from its first month to `asOf`.
  ///
  /// Table and periods are read in one snapshot, by one COPY BINARY. Later months are not looked at: the result is the
  /// same whether or not they exist.
  /// - Throws: `DatasetError` for anything in the data that a panel cannot hold, `PostgresError`.
  public func read(asOf: Month) throws -> Dataset {
    guard connection.isInTransaction else {
      return try connection.transaction(.repeatableRead, readOnly: true) { try read(asOf: asOf) }
    }
    let columns = try DatasetColumns(domain, schema: schema, connection)
    let complete = try CompleteMonths(domain, schema: schema, connection)
    guard complete.contains(asOf) else {
      throw DatasetError(
        .incompleteMonth, "the as-of month is not complete: \(complete.reason(asOf))", table: columns.table,
        month: asOf)
    }
    var rows = DatasetRows(columns)
    try connection.copyOut(columns.query(before: (asOf + 1).firstDay), columns: columns.types) { row in
      try rows.append(&row) { complete.contains($0) }
    }
    try rows.refuseProblems(decimals: domain.decimals)
    guard rows.count > 0 else {
      throw DatasetError(.empty, "no row in a complete month up to \(asOf)", table: columns.table)
    }
    return try PanelBuilder(domain, rows, asOf: asOf).dataset(complete)
  }
}
