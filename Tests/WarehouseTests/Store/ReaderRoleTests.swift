import Domains
import Forecasting
import Postgres
import Testing

@testable import Warehouse

/// The reader role sees views, actuals and current predictions, and nothing else by any way.
@Suite struct ReaderRoleTests {
  private static let stock = StoreFixture.domain("stock", keys: ["category"], kind: .stock)
  private let store: StoreFixture
  private let role: String

  /// One published run and one that is only computed, in each of two domains.
  init() throws {
    store = try StoreFixture([StoreFixture.sales, Self.stock])
    role = "reader_of_\(store.database.name)"
    let sales = StoreFixture.sales
    let january = StoreFixture.actuals(sales, from: "2013-01", [["EU", "FR"]: ["1.00"]])
    try store.publish(
      "2013-01", [store.compute(sales, asOf: "2013-01", actuals: january, forecasts: [["EU", "FR"]: [1]])])
    let february = StoreFixture.actuals(sales, from: "2013-01", [["EU", "FR"]: ["1.00", "2.00"]])
    _ = try store.compute(sales, asOf: "2013-02", actuals: february, forecasts: [["EU", "FR"]: [777]])
    try install()
  }

  private func install() throws {
    try RoleInstaller(connection: store.connection, schema: "ml").install(
      role, domains: [StoreFixture.sales, Self.stock])
  }

  /// What the role sees, then the role is gone from the cluster.
  private func asReader<T>(_ body: () throws -> T) throws -> T {
    defer {
      try? store.connection.execute("reset role; drop owned by \(role); drop role \(role)")
    }
    try store.connection.execute("set role \(role)")
    return try body()
  }

  @Test func noRowOfAnUnpublishedRunIsSeenInAnyTable() throws {
    let tables = try store.lines(
      "select relname from pg_class where relnamespace = 'ml'::regnamespace and relname like 'ml_pred_sales%' "
        + "and relkind in ('r', 'p') order by 1")
    #expect(tables.count == 14)
    for table in tables {
      let hidden = try store.value("select count(*) from ml.\(table) where as_of_month = '2013-02-01'")
      #expect(hidden != "0", "\(table) has rows to hide")
    }
    let seen = try asReader {
      try tables.map { try store.value("select string_agg(distinct as_of_month::text, ' ') from ml.\($0)") }
        + [store.value("select count(*) from ml.forecast_run")]
    }
    #expect(seen == tables.map { _ in "2013-01-01" } + ["1"])
  }

  @Test func onlyWhatIsMeantForReadersCanBeRead() throws {
    let relations = try store.lines(
      "select relname from pg_class where relnamespace = 'ml'::regnamespace and relkind in ('r', 'p', 'v') order by 1"
    )
    var readable: Set<String> = []
    try asReader {
      for name in relations where (try? store.connection.query("select count(*) from ml.\(name)")) != nil {
        readable.insert(name)
      }
    }
    let partitions = (1...12).flatMap { ["ml_pred_sales_\($0)m", "ml_pred_stock_\($0)m"] }
    let each = [
      "ml_pred_", "actual_", "actual_vs_forecast_", "trend_", "kpi_monthly_", "outlook_bridge_",
      "forecast_accuracy_", "forecast_value_added_", "forecast_adjustment_",
      "vintage_plan_",
      "checks_",
    ].flatMap { ["\($0)sales", "\($0)stock"] }
    let others = [
      "ml_pred_sales_rollup", "ml_pred_stock_rollup", "actual_sales_history", "actual_stock_history",
      "stock_bridge_stock", "price_volume_sales", "product_variance_sales", "ml_plan_sales_monthly",
      "ml_plan_stock_monthly", "forecast_run",
      "forecast_approval",
      "forecast_publications", "forecast_monitoring", "data_quality",
    ]
    #expect(readable == Set(partitions + each + others))
  }

  @Test func aLeakyFunctionSeesNothingMore() throws {
    try asReader {
      try store.connection.execute(
        """
        create function pg_temp.leak(value text) returns boolean language plpgsql cost 0.0000001 as $$
          begin if value like '%2013-02-01%' then raise exception 'leaked %', value; end if; return true; end $$
        """)
      for name in [
        "ml_pred_sales", "ml_pred_sales_3m", "ml_pred_sales_rollup", "trend_sales", "forecast_run",
        "actual_vs_forecast_sales",
      ] {
        try store.connection.query(
          "select count(*) from ml.\(name) shown where pg_temp.leak(shown.as_of_month::text)")
      }
    }
  }

  @Test func installingAgainAndAfterNewViewsKeepsTheRights() throws {
    try store.connection.execute("update ml.domains set repeatable_digest = null")
    try store.install([StoreFixture.sales, Self.stock])
    try install()
    let shown = try asReader { try store.value("select count(*) > 0 from ml.trend_sales") }
    #expect(shown == "t")
  }

  @Test func rightsThatWereGivenByHandInTheSchemaAreTakenBack() throws {
    try store.connection.execute("grant select on ml.forecast_runs to \(role)")
    try install()
    let error = try asReader {
      #expect(throws: PostgresError.self) { try store.connection.execute("select from ml.forecast_runs") }
    }
    #expect(error?.sqlState == "42501")
  }

  @Test func nothingCanBeWritten() throws {
    try asReader {
      for statement in [
        "delete from ml.ml_pred_sales", "update ml.actual_sales set value = 0",
        "select ml.connect_series('sales')",
        "select ml.publish_actuals_sales('2013-01-01')", "create table ml.own (id integer)",
      ] {
        let error = #expect(throws: PostgresError.self) { try store.connection.execute(statement) }
        #expect(error?.sqlState == "42501", "\(statement)")
      }
    }
  }
}
