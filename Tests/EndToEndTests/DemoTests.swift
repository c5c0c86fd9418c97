import Foundation
import Testing

/// The demo on two fresh clusters, the first on one core and the second on all, with the same SOURCE_DATE_EPOCH.
@Suite(.serialized) struct DemoTests {
  static let environment = ["SOURCE_DATE_EPOCH": "1386720000"]
  static let first = Result<Demo, any Error> { try Demo(cores: "0") }

  struct Demo: Sendable {
    let sandbox: Sandbox
    let outcome: Outcome

    init(cores: String?) throws {
      sandbox = try Sandbox()
      outcome = try sandbox.forecastpack(["demo"], environment: DemoTests.environment, cores: cores)
    }
  }

  @Test func makesEighteenVintagesAndAPack() throws {
    let demo = try Self.first.get()
    #expect(demo.outcome.status == 0, "\(demo.outcome.errors)")
    let vintages = try demo.sandbox.query(
      """
      select domain, count(*), min(as_of_month), max(as_of_month), count(distinct status), bool_and(is_current)
      from ml.forecast_run group by domain order by domain
      """)
    #expect(
      vintages == """
        inventory|18|2012-06-01|2013-11-01|1|t
        profit|18|2012-06-01|2013-11-01|1|t
        sales|18|2012-06-01|2013-11-01|1|t
        """)
    let packs = demo.outcome.output.split(separator: "\n").map(String.init)
    #expect(packs.map { ($0 as NSString).lastPathComponent } == ["index.html", "forecast-pack-2013-11.xlsx"])
    #expect(packs.allSatisfy(FileManager.default.fileExists(atPath:)))
  }

  @Test func theContractsColumnsAreThere() throws {
    let demo = try Self.first.get()
    let rows = try demo.sandbox.query(
      """
      select month, region, country, predicted_value is not null, model_name, length(run_id), prediction_time
      from ml.ml_pred_sales_1m where as_of_month = '2013-11-01'
      order by region, country, channel, category limit 1
      """)
    #expect(rows.hasPrefix("2013-12-01|Europe|France|t|"))
    #expect(rows.hasSuffix("|64|2013-12-11 00:00:00+00"))
  }

  /// Totals from the source data, rounded to the dollar: all dates, and the complete months 2011-01 to 2013-11.
  @Test func controlTotals() throws {
    let demo = try Self.first.get()
    let totals = try demo.sandbox.query(
      """
      select sales.country, round(sum(sales)), round(sum(profit)),
        round(sum(sales) filter (where is_complete)), round(sum(profit) filter (where is_complete))
      from ml.ml_train_sales_monthly sales
      join ml.ml_train_profit_monthly profit using (month, region, country, channel, category)
      join (
        select month, bool_and(is_complete) as is_complete from ml.ml_train_period where domain = 'sales' group by month
      ) period using (month)
      group by sales.country order by 2 desc
      """)
    #expect(
      totals == """
        United States|62997591|4444139|61953152|4147109
        Canada|16355770|1008149|16099216|944972
        Australia|10655336|3577134|10162783|3378431
        United Kingdom|7670721|1396873|7415676|1289165
        France|7251556|1048955|7054380|966152
        Germany|4878300|1076117|4671262|988863
        """)
  }

  /// November 2013 in thousands, AC and PY, from the source data.
  @Test func novemberByCountry() throws {
    let demo = try Self.first.get()
    let month = try demo.sandbox.query(
      """
      select country, round(value / 1000), round(reference / 1000) from ml.kpi_monthly_sales
      where as_of_month = '2013-11-01' and period = 'month' and comparison = 'ac_py' and level in ('country', 'total')
      order by value desc
      """)
    #expect(
      month == """
        (all)|5197|2526
        United States|2600|1463
        Canada|721|464
        Australia|642|198
        United Kingdom|627|202
        Germany|333|52
        France|274|147
        """)
    let others = try demo.sandbox.query(
      """
      select 'profit', round(value / 1000) from ml.kpi_monthly_profit
      where as_of_month = '2013-11-01' and period in ('month', 'ytd') and comparison = 'ac_py' and level = 'total'
      union all
      select 'sales ytd', round(value / 1000) from ml.kpi_monthly_sales
      where as_of_month = '2013-11-01' and period = 'ytd' and comparison = 'ac_py' and level = 'total'
      union all
      select 'inventory', round(value, 1) from ml.kpi_monthly_inventory
      where as_of_month = '2013-11-01' and period = 'month' and comparison = 'ac_py' and level = 'total'
      order by 1, 2
      """)
    #expect(others == "inventory|23429378.2\nprofit|725\nprofit|5497\nsales ytd|48052")
  }

  /// Reseller sales against the quotas: 39,574,953 planned for January to November, 43,240,000 for the year, from the
  /// source data; nothing is planned for profit, inventory or months after the quotas.
  @Test func thePlanIsThatOfResellers() throws {
    let demo = try Self.first.get()
    let compared = try demo.sandbox.query(
      """
      select period, round(value / 1000), round(reference), round(100 * variance_pct::numeric, 1), scope
      from ml.kpi_monthly_sales
      where as_of_month = '2013-11-01' and level = 'total' and comparison in ('ac_pl', 'outlook_pl')
        and period in ('ytd', 'fy')
      order by period desc
      """)
    #expect(compared.hasPrefix("ytd|33575|39574953|-15.2|Reseller\nfy|"))
    #expect(compared.split(separator: "|")[6] == "43240000")
    let outside = try demo.sandbox.query(
      """
      select
        count(*) filter (
          where channel = 'Internet' and period <> 'next12' and (value, reference) is distinct from (null, null)),
        count(*) filter (where period = 'next12' and reference is not null)
      from ml.kpi_monthly_sales where as_of_month = '2013-11-01' and comparison in ('ac_pl', 'outlook_pl')
      union all
      select count(*) filter (where reference is not null), 0 from ml.kpi_monthly_profit where comparison like '%pl'
      union all
      select count(*) filter (where reference is not null), 0 from ml.kpi_monthly_inventory where comparison like '%pl'
      """)
    #expect(outside == "0|0\n0|0\n0|0")
    // A vintage sees the quarters that have begun by the month after it, and no later one.
    let seen = try demo.sandbox.query(
      """
      select to_char(runs.as_of_month, 'YYYY-MM'), to_char(max(attached.month), 'YYYY-MM')
      from ml.forecast_run runs join ml.run_plans attached using (run_id)
      where runs.as_of_month in ('2012-08-01', '2012-09-01', '2013-11-01') group by 1 order by 1
      """)
    #expect(seen == "2012-08|2012-09\n2012-09|2012-12\n2013-11|2013-12")
  }

  @Test func inventorysBridgeClosesEveryMonth() throws {
    let demo = try Self.first.get()
    // The source's figures are given to a tenth.
    let november = try demo.sandbox.query(
      """
      select abs(opening - 23267630.5) <= 0.05, abs(inflow - 2504278.4) <= 0.05, abs(outflow - 2423680.1) <= 0.05,
        abs(revaluation - 81149.5) <= 0.05, abs(closing - 23429378.2) <= 0.05
      from ml.stock_bridge_inventory where as_of_month = '2013-11-01' and month = '2013-11-01' and level = 'total'
      """)
    #expect(november == "t|t|t|t|t")
    let open = try demo.sandbox.query(
      "select count(*), count(*) filter (where difference <> 0) from ml.stock_bridge_inventory")
    #expect(open.hasSuffix("|0") && !open.hasPrefix("0|"))
  }

  /// Beside exact sums over the facts' four decimals, made by Python's `decimal` from the CSV files; 700 products are
  /// rounded by half a cent at most. Most of the year's growth is products that their channel did not sell a year ago.
  @Test(arguments: [
    (
      "total", "(all)",
      [30_745_964.02, 2_042_609.61, -704_322.98, 2_241_941.88, 26_343_421.43, -12_617_589.75, 48_052_024.21]
    ),
    (
      "channel", "Internet",
      [5_217_983.03, 3_372_457.69, -408_295.58, 813_241.20, 6_886_939.39, -1_405_135.68, 14_477_190.05]
    ),
    (
      "channel", "Reseller",
      [25_527_980.99, 880_844.61, -2_506_720.09, 1_428_700.68, 19_456_482.04, -11_212_454.07, 33_574_834.16]
    ),
  ])
  func salesMoveByPriceVolumeAndMix(level: String, channel: String, expected: [Double]) throws {
    let demo = try Self.first.get()
    let found = try demo.sandbox.query(
      """
      select reference, volume, mix, price, new_products, discontinued, value, unpriced, difference
      from ml.price_volume_sales
      where as_of_month = '2013-11-01' and period = 'ytd' and level = '\(level)' and channel = '\(channel)'
      """
    ).split(separator: "|").compactMap { Double($0) }
    try #require(found.count == 9)
    for (found, expected) in zip(found, expected + [0, 0]) { #expect(abs(found - expected) < 3.5) }
  }

  /// No horizon's WAPE exceeds twice the seasonal naive's, at the total, by country and at the leaf.
  @Test(arguments: ["sales", "profit", "inventory"])
  func neverTwiceAsWrongAsTheSeasonalNaive(domain: String) throws {
    let demo = try Self.first.get()
    let worse = try demo.sandbox.query(
      """
      with pooled as (
        select level, horizon, method, sum(pairs) as pairs, sum(sum_abs_error) / sum(sum_abs_actual) as wape
        from ml.forecast_accuracy_\(domain)
        where as_of_month = '2013-11-01' and window_months = 0 and origin = 'backfilled'
        group by level, horizon, method
      )
      select level, horizon, round(final.wape, 3), round(naive.wape, 3)
      from pooled final join pooled naive using (level, horizon)
      where final.method = 'final' and naive.method = 'seasonal_naive' and final.wape > 2 * naive.wape
      """)
    #expect(worse == "")
    let horizons = try demo.sandbox.query(
      """
      select string_agg(horizon || ':' || pairs, ' ' order by horizon) from ml.forecast_accuracy_\(domain)
      where as_of_month = '2013-11-01' and window_months = 0 and origin = 'backfilled' and level = 'total'
        and method = 'final' and horizon in (1, 3, 6, 12)
      """)
    #expect(horizons == "1:17 3:15 6:12 12:6")
  }

  /// Measures computed again from the stored forecasts and actuals alone, without the views.
  @Test func accuracyRecomputed() throws {
    let demo = try Self.first.get()
    let differences = try demo.sandbox.query(
      """
      with forecast as (
        select month, horizon, sum(predicted_value) as forecast from ml.ml_pred_sales group by month, horizon
      ), actual as (
        select month, sum(value) as actual from ml.actual_sales where is_complete group by month
      ), recomputed as (
        select horizon, count(*) as pairs, sum(abs(actual - forecast)) / sum(abs(actual)) as wape,
          sum(actual - forecast) / sum(abs(actual)) as bias
        from forecast join actual using (month) group by horizon
      )
      select count(*), count(*) filter (where view.pairs <> recomputed.pairs or abs(view.wape - recomputed.wape) > 1e-9
        or abs(view.bias_pct - recomputed.bias) > 1e-9)
      from recomputed join ml.forecast_accuracy_sales view using (horizon)
      where view.as_of_month = '2013-11-01' and window_months = 0 and origin = 'backfilled' and level = 'total'
        and method = 'final'
      """)
    #expect(differences == "12|0")
  }

  @Test func childrenSumToParentsInEveryVintage() throws {
    let demo = try Self.first.get()
    for domain in ["sales", "profit", "inventory"] {
      let open = try demo.sandbox.query(
        """
        with leaf as (
          select run_id, horizon, sum(predicted_value) as value from ml.ml_pred_\(domain) group by run_id, horizon
        ), upper as (
          select run_id, level, horizon, sum(predicted_value) as value from ml.ml_pred_\(domain)_rollup
          group by run_id, level, horizon
        )
        select count(*) > 0, count(*) filter (where upper.value <> leaf.value)
        from upper join leaf using (run_id, horizon)
        """)
      #expect(open == "t|0", "\(domain)")
      let checks = try demo.sandbox.query(
        "select count(*) > 0, count(*) filter (where difference <> 0) from ml.checks_\(domain)")
      #expect(checks == "t|0", "\(domain)")
    }
  }

  @Test func theReaderSeesPublishedForecastsOnly() throws {
    let demo = try Self.first.get()
    let seen = try demo.sandbox.query(
      """
      begin;
      update ml.forecast_runs set status = 'computed', published_at = null
      where domain = 'sales' and as_of_month = '2013-11-01';
      set local role forecast_reader;
      select count(distinct as_of_month), max(as_of_month) from ml.ml_pred_sales;
      select count(*) from ml.ml_pred_sales_1m where as_of_month = '2013-11-01';
      select count(*) from ml.ml_pred_sales_12m where as_of_month = '2013-11-01';
      select count(*) from ml.actual_vs_forecast_sales where as_of_month = '2013-11-01';
      select count(*) > 0 from ml.kpi_monthly_sales;
      rollback
      """)
    let answers = seen.split(separator: "\n").filter {
      $0.contains("|") || $0.allSatisfy(\.isNumber) || $0 == "t"
    }
    #expect(answers == ["17|2013-10-01", "0", "0", "0", "t"])
    for table in [
      "ml.forecast_runs", "ml.forecast_attempts", "ml.ml_train_sales_monthly", "raw.fact_internet_sales",
    ] {
      #expect(throws: Sandbox.QueryError.self, "\(table)") {
        try demo.sandbox.query("set role forecast_reader; select * from \(table) limit 1")
      }
    }
  }

  @Test func anotherRunChangesNothingAndSaysSo() throws {
    let demo = try Self.first.get()
    let before = try Fingerprint(demo.sandbox)
    let again = try demo.sandbox.forecastpack(["demo"], environment: ["SOURCE_DATE_EPOCH": "1400000000"])
    #expect(again.status == 0, "\(again.errors)")
    #expect(again.errors.contains("18 vintages unchanged"), "\(again.errors)")
    #expect(try Fingerprint(demo.sandbox) == before)
  }

  @Test func twoClustersGiveTheSameBytes() throws {
    let first = try Self.first.get()
    let second = try Demo(cores: nil)
    #expect(second.outcome.status == 0, "\(second.outcome.errors)")
    let fingerprints = (try Fingerprint(first.sandbox), try Fingerprint(second.sandbox))
    #expect(fingerprints.0.tables == fingerprints.1.tables)
    #expect(fingerprints.0.files == fingerprints.1.files)
    #expect(fingerprints.0.files.count >= 2)
  }
}
