import Domains
import Forecasting
import Postgres

/// Keeps what the products of a run sold, so that a change against the prior year is told apart into price, volume
/// and mix: `product_sales`.
struct ProductStore {
  private let connection: Connection
  private let schema: String

  /// - Parameter schema: as configured, not quoted.
  init(connection: Connection, schema: String) {
    self.connection = connection
    self.schema = schema
  }

  /// Takes over the products of a run that is being published, in the transaction that is open. A run that has them
  /// keeps them.
  ///
  /// - Parameter table: as configured, not quoted; in the schema. Grain: month x those keys of the domain that it has x
  ///   `product_code`; with `product_name`, `units` and the value in a column named as the domain.
  /// - Throws: `DatasetError` where the table or one of its rows is not like that, `PostgresError`.
  func keep(_ runID: String, of domain: Domain, from table: String, asOf: Month) throws {
    let name = "\(schema).\(table)"
    let source = Connection.quoteIdentifier(schema) + "." + Connection.quoteIdentifier(table)
    let columns = try DatasetColumns.types(of: source, named: name, connection)
    for column in ["month", "product_code", "product_name", "units", domain.name] where columns[column] == nil {
      throw DatasetError(
        .missingColumn, "the table has no such column, which the products of \(domain.name) need", table: name,
        column: column)
    }
    let keys = domain.keys.map {
      columns[$0] == nil ? Connection.quoteLiteral(Domain.Level.all) : Connection.quoteIdentifier($0) + "::text"
    }
    try connection.execute(
      """
      create temporary table staged_product on commit drop as
      select month, array[\(keys.joined(separator: ", "))] as keys, product_code::text, product_name::text,
        \(Connection.quoteIdentifier(domain.name))::numeric as value, units::numeric
      from \(source)
      where month < \(Connection.quoteLiteral((asOf + 1).firstDay)) or month is null
      """)
    let own = domain.keys.filter { columns[$0] != nil }
    try check(domain, table: name, keys: own)
    try connection.query(
      "select \(Connection.quoteIdentifier(schema)).publish_products_\(domain.name)($1)", [runID])
    try connection.execute("drop table staged_product")
  }

  /// What must hold of every row; the first one in which it does not is named.
  private func check(_ domain: Domain, table: String, keys: [String]) throws {
    let found = try connection.query(
      """
      select problem, array_to_string(keys || product_code, ' / ') as product, month, count(*) over () as count
      from (
        select *,
          case
            when month is null then 'null_month'
            when extract(day from month) <> 1 then 'not_first_day'
            when array_position(keys, null) is not null or product_code is null or product_name is null
              then 'null_key'
            when cardinality(array_positions(keys, '(all)')) > $2::integer then 'reserved_key'
            when value is null or units is null then 'null_value'
            when value = 'NaN' or units = 'NaN' then 'not_a_number'
            when abs(value) = 'Infinity' or abs(units) = 'Infinity' then 'infinite'
            when value <> round(value, $1::integer) or abs(value) >= 10::numeric ^ (18 - $1::integer) then 'too_long'
            when count(*) over (partition by month, keys, product_code) > 1 then 'duplicate'
          end as problem
        from staged_product
      ) judged
      where problem is not null
      order by keys collate "C", product_code collate "C", month
      limit 1
      """, [String(domain.decimals), String(domain.keys.count - keys.count)]
    ).first
    guard let found, let problem = found["problem"].flatMap(DatasetError.Problem.init) else { return }
    throw DatasetError(
      problem, "product '\(found["product"] ?? "")': \(Self.meaning(problem, domain, keys))", table: table,
      month: found["month"].flatMap { Month($0) }, count: found["count"].flatMap { Int($0) } ?? 1)
  }

  private static func meaning(_ problem: DatasetError.Problem, _ domain: Domain, _ keys: [String]) -> String {
    switch problem {
    case .nullMonth: "has no month"
    case .notFirstDay: "the month is not a first day"
    case .nullKey: "a key, the code or the name is null"
    case .reservedKey: "'\(Domain.Level.all)' cannot be a key, it stands for all of them"
    case .nullValue: "\(domain.name) or units are null"
    case .tooLong: "\(domain.name) does not fit numeric(18,\(domain.decimals))"
    case .duplicate: "more than one row for \((["month"] + keys + ["product_code"]).joined(separator: ", "))"
    default: "\(domain.name) or units are no finite number"
    }
  }
}
