import Domains
import Forecasting
import Postgres
import Testing

@testable import Warehouse

/// What lies beside a pack: the views' rows as PostgreSQL writes them, from the same rows as the pack's figures.
@Suite struct PackTablesTests {
  private let store: StoreFixture
  private let asOf = Month("2013-02")!

  init() throws {
    store = try StoreFixture()
    for (month, count) in [("2013-01", 13), ("2013-02", 14)] { try publish(month, count) }
  }

  private func publish(_ month: String, _ count: Int) throws {
    let actuals = StoreFixture.actuals(
      StoreFixture.sales, from: "2012-01",
      [
        ["EU", "FR"]: [String?](repeating: "100.25", count: count),
        ["NA", "it's"]: [nil] + [String?](repeating: "-5.00", count: count - 1),
      ])
    try store.publish(
      month,
      [
        store.compute(
          StoreFixture.sales, asOf: month, actuals: actuals,
          forecasts: [["EU", "FR"]: [120], ["NA", "it's"]: [15]])
      ])
  }

  private func tables(_ held: HeldViews? = nil) throws -> [PackTable] {
    try PackTables(connection: store.connection, schema: StoreFixture.schema, held: held)
      .read([StoreFixture.sales], asOf: asOf)
  }

  /// Every field is what psql shows for `select *`.
  @Test func fieldsAreThoseOfTheDatabase() throws {
    let found = try tables()
    #expect(
      found.map(\.relation) == [
        "forecast_run", "kpi_monthly_sales", "ml_pred_sales", "vintage_plan_sales", "forecast_adjustment_sales",
        "actual_sales", "forecast_accuracy_sales", "forecast_value_added_sales", "outlook_bridge_sales",
        "price_volume_sales", "product_variance_sales", "checks_sales",
      ])
    for table in found {
      let columns = table.columns.map(Connection.quoteIdentifier).joined(separator: ", ")
      let condition =
        switch table.relation {
        case "actual_sales": "month <= '2013-02-01'"
        case "forecast_accuracy_sales", "forecast_value_added_sales":
          "as_of_month = '2013-02-01' and level <> 'leaf'"
        case "forecast_run", "ml_pred_sales":
          "run_id in (select run_id from ml.forecast_run where is_current and as_of_month = '2013-02-01')"
        case "checks_sales": "as_of_month = '2013-02-01' and not latest_only"
        default: "as_of_month = '2013-02-01'"
        }
      let rows = try store.connection.query("select \(columns) from ml.\(table.relation) where \(condition)")
      let stored = Set(rows.map { row in table.columns.indices.map { row[$0] } })
      #expect(Set(table.rows) == stored, "\(table.relation)")
      #expect(table.rows.count == rows.count, "\(table.relation)")
      // Nothing is planned or adjusted, and there are no products.
      let isBare = [
        "vintage_plan_sales", "forecast_adjustment_sales", "price_volume_sales", "product_variance_sales",
      ].contains(table.relation)
      #expect(table.rows.isEmpty == isBare, "\(table.relation)")
    }
    let runs = found[0]
    #expect(runs.rows.map { $0[runs.columns.firstIndex(of: "is_current")!] } == ["t"])
  }

  /// What lies beside a pack holds when the next vintage comes: what is asked of the latest alone is not in it.
  @Test func theNextVintageChangesNothing() throws {
    func latestOnly() throws -> [String?] {
      try store.connection.query(
        "select name from ml.checks_sales where as_of_month = '2013-02-01' and latest_only"
      ).map { $0[0] }
    }
    let before = try tables()
    #expect(try latestOnly() == ["the newest actuals equal their history"])
    try publish("2013-03", 15)
    #expect(try latestOnly().isEmpty)
    #expect(try tables() == before)
  }

  @Test func whatIsHeldIsTheSame() throws {
    try store.connection.transaction(.repeatableRead) {
      let held = try HeldViews(
        store.connection, schema: StoreFixture.schema, [StoreFixture.sales], asOf: asOf)
      #expect(try tables(held) == tables())
      let reader = ViewReader(connection: store.connection, schema: StoreFixture.schema, held: held)
      #expect(
        try reader.kpis(StoreFixture.sales, asOf: asOf) == store.reader.kpis(StoreFixture.sales, asOf: asOf))
      #expect(
        try reader.checks(StoreFixture.sales, asOf: asOf) == store.reader.checks(StoreFixture.sales, asOf: asOf)
      )
      // It says what was when it was computed.
      try store.connection.execute("update ml.actual_sales_history set value = 1 where month = '2013-02-01'")
      #expect(try tables(held) != tables())
    }
    let left = try store.connection.query("select count(*) from pg_class where relname like 'held%'").first?[0]
    #expect(left == "0")
  }
}
