import Foundation
import Testing

/// A user's own domain: a dbt model, a block of configuration, a page of the pack, and no Swift. And facts that arrive
/// later, which must change no earlier vintage.
@Suite(.serialized) struct FourthDomainTests {
  private static let environment = ["SOURCE_DATE_EPOCH": "1386720000"]

  @Test func aDomainOfAUsersOwnGetsTablesViewsAndPack() throws {
    let sandbox = try Sandbox(copies: ["sql", "reports"])
    try addOrders(sandbox)
    let first = try sandbox.forecastpack(["load"])
    try #require(first.status == 0, "\(first.errors)")
    let outcome = try sandbox.forecastpack(
      ["run", "--from", "2013-10", "--to", "2013-11"], environment: Self.environment)
    try #require(outcome.status == 0, "\(outcome.errors)")

    let forecasts = try sandbox.query(
      """
      select count(*), count(distinct "sales channel"), min(scale(predicted_value)), count(distinct model_name)
      from ml.ml_pred_orders_12m
      """)
    #expect(forecasts.hasPrefix("4|2|0|"))
    let actual = try sandbox.query(
      """
      select value = (select sum(units) from ml.ml_train_sales_monthly where month = '2013-11-01')
      from ml.kpi_monthly_orders
      where as_of_month = '2013-11-01' and level = 'total' and period = 'month' and comparison = 'ac_py'
      """)
    #expect(actual == "t")
    #expect(try sandbox.query("select count(*) filter (where difference <> 0) from ml.checks_orders") == "0")
    let page = try String(
      contentsOf: sandbox.root.appendingPathComponent("packs/2013-11/index.html"), encoding: .utf8)
    #expect(page.contains("Orders &lt;units&gt;"))

    // Its keys cannot change under its tables.
    try sandbox.configure("keys: [sales channel]", "keys: [channel]")
    let changed = try sandbox.forecastpack(["db", "migrate"])
    #expect(changed.status == 78)
    #expect(changed.errors.contains("stored with the keys sales channel"), "\(changed.errors)")
  }

  @Test func laterFactsChangeNoEarlierVintage() throws {
    let sandbox = try Sandbox()
    for step in [["load"], ["run", "--as-of", "2013-06"]] {
      let outcome = try sandbox.forecastpack(step, environment: Self.environment)
      try #require(outcome.status == 0, "\(step): \(outcome.errors)")
    }
    let run = "select run_id from ml.forecast_run where domain = 'sales'"
    let all = (try sandbox.query(run), try Self.forecasts(sandbox), try sandbox.query(Self.findings))
    _ = try sandbox.query(
      """
      delete from raw.fact_internet_sales where order_date > '2013-06-30';
      delete from raw.fact_reseller_sales where order_date > '2013-06-30';
      delete from raw.fact_product_inventory where movement_date > '2013-06-30';
      drop schema ml cascade
      """)
    let outcome = try sandbox.forecastpack(["run"], environment: Self.environment)
    try #require(outcome.status == 0, "\(outcome.errors)")
    let some = (try sandbox.query(run), try Self.forecasts(sandbox), try sandbox.query(Self.findings))
    #expect(some.0 == all.0)
    #expect(some.1 == all.1)
    #expect(some.2 == all.2)
  }

  /// Of the gates, which look at the dataset as of the month; the model of notes speaks of all facts and of their
  /// newest month.
  private static let findings = """
    select domain, code, series, month, count, message from ml.data_quality
    where month is not null and code <> 'not_current' order by 1, 2, 3, 4
    """

  private static func forecasts(_ sandbox: Sandbox) throws -> String {
    try sandbox.query(
      """
      select md5(string_agg(t::text, ';' order by t::text)) from (
        select 's', to_jsonb(p) from ml.ml_pred_sales p where as_of_month = '2013-06-01'
        union all select 'p', to_jsonb(p) from ml.ml_pred_profit p where as_of_month = '2013-06-01'
        union all select 'i', to_jsonb(p) from ml.ml_pred_inventory p where as_of_month = '2013-06-01'
        union all select 'r', to_jsonb(p) from ml.ml_pred_sales_rollup p where as_of_month = '2013-06-01'
      ) t
      """)
  }

  private func addOrders(_ sandbox: Sandbox) throws {
    let models = sandbox.root.appendingPathComponent("sql/models/ml")
    try Self.write(
      """
      -- one row per month and channel
      with sales as (

          select * from {{ ref('ml_train_sales_monthly') }}

      ),

      final as (

          select
              month,
              channel as "sales channel",
              sum(units)::numeric(18, 0) as orders,
              sum(source_rows)::bigint as source_rows
          from sales
          group by month, channel

      )

      select * from final

      """, to: models.appendingPathComponent("ml_train_orders_monthly.sql"))
    try Self.write(
      """
      models:
        - name: ml_train_orders_monthly
          config: {contract: {enforced: true}}
          columns:
            - {name: month, data_type: date}
            - {name: sales channel, data_type: text, quote: true}
            - {name: orders, data_type: "numeric(18, 0)"}
            - {name: source_rows, data_type: bigint}

      """, to: models.appendingPathComponent("_orders.yml"))
    let period = models.appendingPathComponent("ml_train_period.sql")
    try Self.change(period, "('sales'), ('profit')", "('sales'), ('profit'), ('orders')")
    try sandbox.configure(
      "domains:\n",
      """
      domains:
        orders:
          label: Orders <units>
          dataset: ml_train_orders_monthly
          keys: [sales channel]
          unit: pieces
          decimals: 0
          kind: flow
          higher_is_better: true
          hit_tolerance: 10%
          model: linear_regression
          levels:
            total: []

      """)
    try Self.change(
      sandbox.root.appendingPathComponent("reports/monthly-pack.yml"), "\ndomains:\n",
      """

      domains:
        - domain: orders
          comparisons: [ac_fc, ac_py]
          variance:
            - {title: by channel, levels: [total, leaf]}

      """)
  }

  private static func write(_ text: String, to file: URL) throws {
    try text.write(to: file, atomically: true, encoding: .utf8)
  }

  private static func change(_ file: URL, _ old: String, _ new: String) throws {
    let text = try String(contentsOf: file, encoding: .utf8)
    try #require(text.contains(old))
    try write(text.replacingOccurrences(of: old, with: new), to: file)
  }
}
