import Postgres
import TestSupport
import Testing

@testable import Warehouse

/// The control figures were computed from the facts apart from this project.
@Suite struct DatasetTests {
  let built: BuiltFacts
  let connection: Connection

  init() throws {
    built = try BuiltFacts.shared()
    connection = try Connection(built.connectionString)
  }

  private func value(_ sql: String) throws -> String? { try connection.query(sql).first?[0] }

  static let allDates = [
    ("United States", "62997591", "4444139"), ("Canada", "16355770", "1008149"),
    ("Australia", "10655336", "3577134"),
    ("United Kingdom", "7670721", "1396873"), ("France", "7251556", "1048955"),
    ("Germany", "4878300", "1076117"),
  ]
  static let completeMonths = [
    ("United States", "61953152", "4147109"), ("Canada", "16099216", "944972"),
    ("Australia", "10162783", "3378431"),
    ("United Kingdom", "7415676", "1289165"), ("France", "7054380", "966152"), ("Germany", "4671262", "988863"),
  ]

  @Test(arguments: allDates)
  func meetsTheFactsOfAllDates(country: String, sales: String, profit: String) throws {
    let total = "select round(sum(%)) from ml.ml_train_%_monthly where country = '\(country)'"
    #expect(try value(total.replacing("%", with: "sales")) == sales)
    #expect(try value(total.replacing("%", with: "profit")) == profit)
  }

  @Test(arguments: completeMonths)
  func meetsTheFactsOfTheCompleteMonths(country: String, sales: String, profit: String) throws {
    let total = """
      select round(sum(%)) from ml.ml_train_%_monthly where country = '\(country)' and month in (
        select month from ml.ml_train_period where domain = '%' group by month having bool_and(is_complete))
      """
    #expect(try value(total.replacing("%", with: "sales")) == sales)
    #expect(try value(total.replacing("%", with: "profit")) == profit)
  }

  @Test(arguments: ["sales", "profit"])
  func theCompleteMonthsRunFromJanuary2011ToNovember2013(domain: String) throws {
    let row = try connection.query(
      """
      select min(month), max(month), count(*) from (
        select month from ml.ml_train_period where domain = $1 group by month having bool_and(is_complete)) as complete
      """, [domain])[0]
    #expect([row[0], row[1], row[2]] == ["2011-01-01", "2013-11-01", "35"])
  }

  @Test func november2013AndTheYearBefore() throws {
    let rows = try connection.query(
      """
      select
        country,
        round(sum(sales) filter (where month = '2013-11-01') / 1000) as ac,
        round(sum(sales) filter (where month = '2012-11-01') / 1000) as py
      from ml.ml_train_sales_monthly group by rollup (country) order by 2 desc
      """)
    #expect(rows.map { $0["ac"] } == ["5197", "2600", "721", "642", "627", "333", "274"])
    #expect(rows.map { $0["py"] } == ["2526", "1463", "464", "198", "202", "52", "147"])
    #expect(
      try value("select round(sum(profit) / 1000) from ml.ml_train_profit_monthly where month = '2013-11-01'")
        == "725")
  }

  @Test func theResellersPostThirtySixPeriods() throws {
    #expect(
      try value(
        "select count(*) from ml.ml_train_period where domain = 'sales' and source = 'reseller' and is_complete"
      )
        == "36")
    #expect(
      try value(
        "select count(distinct month) from ml.ml_train_sales_monthly where channel = 'Reseller' and source_rows > 0"
      )
        == "36")
  }

  /// Moved by a day, internet orders of a first day would change their month: 975,559 USD.
  @Test func onlyResellersPostLate() throws {
    let moved = "select sum(shifted_sales) from ml_work.int_sales_monthly where channel = "
    #expect(try value(moved + "'Reseller'") == "6103938.5000")
    #expect(try value(moved + "'Internet'") == nil)
  }

  @Test func resellersEarnLittleAndLoseInPlaces() throws {
    let profit = "select round(sum(profit)) from ml.ml_train_profit_monthly where channel = 'Reseller' and "
    #expect(try value(profit + "true") == "470483")
    #expect(try value(profit + "month = '2011-11-01'") == "-605204")
    let losing = try connection.query(
      """
      select country from ml.ml_train_profit_monthly where channel = 'Reseller' group by country
      having sum(profit) < 0 order by country
      """)
    #expect(losing.map { $0[0] } == ["Australia", "France", "Germany"])
  }

  @Test func quotasOf2013AreThoseOfItsFourQuarters() throws {
    let quota = "select sum(quota) from ml_work.stg_adventureworks__sales_quotas where quarter "
    #expect(try value(quota + "between '2013-01-01' and '2013-10-01'") == "43240000.0000")
    #expect(
      try value("select count(distinct quarter) from ml_work.stg_adventureworks__sales_quotas") == "12")
  }

  @Test func thereAre42LeafSeriesInNovember2013() throws {
    let series = """
      select count(*) from (
        select 1 from ml.ml_train_sales_monthly where month <= '2013-11-01' group by region, country, channel, category
        having bool_or(month = '2013-11-01')) as series
      """
    #expect(try value(series) == "42")
  }

  @Test func theStockBridgeOfNovember2013() throws {
    let row = try connection.query(
      """
      select
        (select sum(inventory) from ml.ml_train_inventory_monthly where month = '2013-10-01') as opening,
        sum(inflow), sum(outflow), sum(revaluation), sum(inventory)
      from ml.ml_train_inventory_monthly where month = '2013-11-01'
      """)[0]
    #expect(
      (0..<5).map { row[$0] } == ["23267630.47", "2504278.36", "2423680.15", "81149.52", "23429378.20"])
  }

  @Test func everyStockBridgeClosesToTheCent() throws {
    let open = """
      select count(*) from (
        select inventory - inflow + outflow - revaluation - lag(inventory) over (partition by category order by month)
          as difference from ml.ml_train_inventory_monthly) as bridge
      where difference <> 0
      """
    #expect(try value(open) == "0")
    #expect(try value("select count(*) from ml.ml_train_inventory_monthly") == "215")
  }

  @Test func noProductIsLeftOutOfTheStock() throws {
    #expect(try value("select sum(source_rows) from ml.ml_train_inventory_monthly") == "776286")
    #expect(
      try value(
        "select count(distinct category) from ml.ml_train_inventory_monthly where category = 'Uncategorised'")
        == "1")
  }

  /// Movements stop on 2014-01-29; balances go on for five months.
  @Test func theStockIsCompleteAsLongAsItMoves() throws {
    let row = try connection.query(
      "select min(month), max(month), count(*) from ml.ml_train_period where domain = 'inventory' and is_complete"
    )[0]
    #expect([row[0], row[1], row[2]] == ["2011-01-01", "2013-12-01", "36"])
  }

  @Test func fillsOnlyCompleteMonthsOfSeriesThatHaveBegun() throws {
    let rows = try connection.query(
      """
      select region, country, channel, category, count(*), min(month) from ml.ml_train_sales_monthly
      where source_rows = 0 group by 1, 2, 3, 4 order by 2
      """)
    #expect(rows.map { $0["country"] } == ["Australia", "France", "United Kingdom"])
    #expect(rows.map { $0[4] } == ["1", "2", "1"])
    #expect(rows.map { $0[5] } == ["2013-09-01", "2012-08-01", "2012-08-01"])
    #expect(
      try value("select sum(abs(sales)) + sum(units) from ml.ml_train_sales_monthly where source_rows = 0")
        == "0.00")
  }

  /// Each quarter with a year before it sums to its quotas to the cent, whatever was rounded; the others have no plan.
  /// The quotas are summed here from the raw facts by hand of their dates: a quota set in the last half month of a
  /// quarter is the next one's.
  @Test func thePlanOfAQuarterIsItsQuotas() throws {
    let rows = try connection.query(
      """
      select to_char(date_trunc('quarter', month::timestamp), 'YYYY-MM') as quarter, sum(plan)::text as plan,
        count(distinct month)::text as months, bool_and(is_allocated)::text as allocated
      from ml.ml_train_sales_plan group by 1 order by 1
      """)
    #expect(
      rows.map { [$0[0], $0[1], $0[2], $0[3]] } == [
        ["2012-01", "10537000.00", "3", "true"], ["2012-04", "8654000.00", "3", "true"],
        ["2012-07", "5913000.00", "3", "true"], ["2012-10", "8039000.00", "3", "true"],
        ["2013-01", "13733000.00", "3", "true"], ["2013-04", "11097000.00", "3", "true"],
        ["2013-07", "8051000.00", "3", "true"], ["2013-10", "10359000.00", "3", "true"],
      ])
    #expect(
      try value(
        "select round(sum(plan)) from ml.ml_train_sales_plan where month between '2013-01-01' and '2013-11-01'")
        == "39574953")
    #expect(
      try value(
        "select string_agg(distinct channel || array_to_string(scope, ','), ',') from ml.ml_train_sales_plan")
        == "Resellerchannel=Reseller")
    // Monthly shares of the year before: March 2013 is to its quarter as March 2012 was.
    #expect(
      try value(
        """
        with sold as (
          select month, sum(sales) as sales from ml.ml_train_sales_monthly
          where channel = 'Reseller' and month between '2012-01-01' and '2012-03-01' group by month)
        select abs((select sum(plan) from ml.ml_train_sales_plan where month = '2013-03-01')
          - 13733000 * (select sales from sold where month = '2012-03-01') / (select sum(sales) from sold)) < 0.01
        """) == "t")
  }

  @Test func quartersWithoutAYearBeforeAreNamed() throws {
    #expect(
      try value(
        "select string_agg(month::text, ' ' order by month) from ml.ml_train_note where code = 'unplanned_quarter'"
      )
        == "2011-01-01 2011-04-01 2011-07-01 2011-10-01")
  }

  @Test func june2013IsTheSameWithoutLaterFacts() throws {
    try connection.execute(
      """
      create schema raw_june;
      create table raw_june.dim_product as table raw.dim_product;
      create table raw_june.dim_product_category as table raw.dim_product_category;
      create table raw_june.dim_product_subcategory as table raw.dim_product_subcategory;
      create table raw_june.dim_sales_territory as table raw.dim_sales_territory;
      create table raw_june.fact_sales_quota as table raw.fact_sales_quota;
      create table raw_june.fact_internet_sales as
        select * from raw.fact_internet_sales where order_date <= '2013-06-30';
      create table raw_june.fact_reseller_sales as
        select * from raw.fact_reseller_sales where order_date <= '2013-06-30';
      create table raw_june.fact_product_inventory as
        select * from raw.fact_product_inventory where movement_date <= '2013-06-30';
      """)
    _ = try BuiltFacts.build(on: connection, schema: "june", facts: "raw_june")
    let relations = [
      "ml_train_sales_monthly", "ml_train_profit_monthly", "ml_train_inventory_monthly", "ml_train_period",
      "ml_train_control_total",
    ]
    for relation in relations {
      let differences = """
        select count(*) from (
          (select * from ml.\(relation) where month <= '2013-06-01' except all table june.\(relation))
          union all
          (table june.\(relation) except all select * from ml.\(relation) where month <= '2013-06-01')) as difference
        """
      #expect(try value(differences) == "0", "\(relation)")
      #expect(try value("select count(*) > 30 from june.\(relation)") == "t")
    }
  }

  @Test func lineageNamesWhatWasBuilt() throws {
    let lineage = built.lineage
    #expect(lineage.dbtVersion.hasPrefix("1."))
    #expect(lineage.invocation.count == 36)
    let sales = try #require(lineage.model(named: "ml_train_sales_monthly"))
    #expect(sales.uniqueID == "model.forecastpack.ml_train_sales_monthly")
    #expect(sales.relation == "\"built_facts\".\"ml\".\"ml_train_sales_monthly\"")
    #expect(sales.rows.map(String.init) == (try value("select count(*) from ml.ml_train_sales_monthly")))
    #expect(sales.contractChecksum?.count == 64)
    #expect(lineage.model(named: "int_sales_filled")?.contractChecksum == nil)
    #expect(lineage.passedTests >= 17)
    #expect(lineage.models.map(\.uniqueID) == lineage.models.map(\.uniqueID).sorted())
  }

  /// So that facts can be loaded anew, and datasets built anew, without losing anybody's view.
  @Test func noViewStandsOnFactsOrDatasets() throws {
    let views = """
      select string_agg(distinct view.oid::regclass::text, ', ')
      from pg_rewrite
      join pg_class as view on view.oid = pg_rewrite.ev_class
      join pg_depend on pg_depend.classid = 'pg_rewrite'::regclass and pg_depend.objid = pg_rewrite.oid
      join pg_class as base on pg_depend.refclassid = 'pg_class'::regclass and base.oid = pg_depend.refobjid
      where base.oid <> view.oid and base.relnamespace in ('raw'::regnamespace, 'ml'::regnamespace)
      """
    #expect(try value(views) == nil)
  }

  @Test func loadingTheBundledFactsAgainChangesNothing() throws {
    #expect(built.report.tables.allSatisfy { $0.outcome == .loaded })
    #expect(built.report.tables.map(\.rows) == [4, 37, 606, 11, 701, 60_398, 60_855, 776_286, 163])
    let again = try FactsLoader(folder: BuiltFacts.root.appending(path: "examples/adventureworks")).load(
      into: connection)
    #expect(again.isUnchanged)
  }
}
