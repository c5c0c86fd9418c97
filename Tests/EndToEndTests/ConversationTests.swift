import Foundation
import Testing

/// From a draft to an approved vintage and what happens then, with the program itself: adjust, comment, approve, change.
@Suite(.serialized) struct ConversationTests {
  private static let environment = ["SOURCE_DATE_EPOCH": "1386720000"]
  private static let header = "as_of_month,month,region,country,channel,category,amount,unit,reason,author\n"
  private static let bikes = "Europe,Germany,Reseller,Bikes"

  private let sandbox: Sandbox

  private struct SetUpFailed: Error { let errors: String }

  init() throws {
    sandbox = try Sandbox()
    for step in [["load"], ["run", "--from", "2013-10", "--to", "2013-11"]] {
      let outcome = try sandbox.forecastpack(step, environment: Self.environment)
      guard outcome.status == 0 else { throw SetUpFailed(errors: outcome.errors) }
    }
  }

  private func run(_ arguments: String..., status: Int32 = 0, saying words: String = "") throws {
    let outcome = try sandbox.forecastpack(arguments, environment: Self.environment)
    #expect(outcome.status == status, "\(arguments): \(outcome.errors)")
    #expect(
      words.isEmpty || (outcome.errors + outcome.output).contains(words), "\(arguments): \(outcome.errors)")
  }

  private func write(_ text: String, to name: String) throws {
    let file = sandbox.root.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: true, encoding: .utf8)
  }

  private func page() throws -> String {
    try String(contentsOf: sandbox.root.appendingPathComponent("packs/2013-11/index.html"), encoding: .utf8)
  }

  @Test func aVintageIsAdjustedCommentedSignedAndOpenedAgain() throws {
    // Plans: what is wrong is named by line and nothing is loaded; a right one changes no published vintage.
    try write(
      "month,region,country,channel,category,plan,unit\n2013-12,\(Self.bikes),1000.00,EUR\n", to: "plan.csv")
    try run(
      "plan", "load", "--domain", "sales", "--version", "new", "--scope", "channel=Reseller", "plan.csv",
      status: 65,
      saying: "plan.csv:2: unit 'EUR' is not USD")
    try write(
      "month,region,country,channel,category,plan,unit\n2013-12,\(Self.bikes),1000.00,USD\n", to: "plan.csv")
    try run(
      "plan", "load", "--domain", "sales", "--version", "new", "plan.csv", status: 65, saying: "name the scope")
    #expect(try sandbox.query("select count(*) from ml.plan_loads where source = 'file'") == "0")
    try run("plan", "load", "--domain", "sales", "--version", "new", "--scope", "channel=Reseller", "plan.csv")
    try run(
      "plan", "load", "--domain", "sales", "--version", "new", "--scope", "channel=Reseller", "plan.csv",
      saying: "nothing changed")
    #expect(
      try sandbox.query(
        "select plan_version from ml.trend_sales where as_of_month = '2013-11-01' and month = '2013-12-01' "
          + "and level = 'channel' and channel = 'Reseller'") == "quota 2013-Q4")

    // Comments: one that fits, one on nothing.
    let variance = try sandbox.query(
      "select variance from ml.kpi_monthly_sales where as_of_month = '2013-11-01' and level = 'total' "
        + "and period = 'next_month' and comparison = 'fc_prev'")
    try write(
      """
      - {domain: sales, level: total, period: next_month, comparison: fc_prev, about: \(variance), by: Ann, text: As agreed}
      - {domain: sales, level: region, keys: {region: Mars}, comparison: ac_py, about: 1, by: Ann, text: Far away}

      """, to: "comments/2013-11.yml")
    try run("render", "--as-of", "2013-11")
    var page = try page()
    #expect(page.contains("DRAFT") && page.contains("As agreed") && !page.contains("Written about"))
    #expect(page.contains("Far away") && page.contains("The number that this was written about is gone."))

    // Adjustments.
    try write(
      Self.header + "2013-11,2013-12,\(Self.bikes),50000.00,USD,\"order, signed\",Ann\n", to: "good.csv")
    try write(Self.header + "2013-11,2013-12,\(Self.bikes),1,USD,,Ann\n", to: "unreasoned.csv")
    try write(Self.header + "2013-11,2013-11,\(Self.bikes),1,USD,late,Ann\n", to: "closed.csv")
    try write(
      Self.header + "2013-11,2013-12,Europe,Mars,Reseller,Bikes,1,USD,far,Ann\n", to: "unknown.csv")
    try write(Self.header + "2013-10,2013-12,\(Self.bikes),1,USD,old,Ann\n", to: "history.csv")
    for (file, words) in [
      ("unreasoned.csv", "unreasoned.csv:2: reason is empty"),
      ("closed.csv", "closed.csv:2: 2013-11 is closed"),
      ("unknown.csv", "unknown.csv:2: sales has no series"),
      ("history.csv", "are history and stay as they are"),
    ] {
      try run("adjust", "--domain", "sales", "--file", file, status: 65, saying: words)
    }
    #expect(try sandbox.query("select count(*) from ml.adjustments") == "0")
    try run("adjust", "--domain", "sales", "--file", "good.csv", saying: "1 adjustments, 50000.00 USD")
    try run(
      "adjust", "--domain", "sales", "--file", "good.csv", status: 65, saying: "the same file was entered")
    #expect(
      try sandbox.query(
        "select forecast - model_forecast, adjustment from ml.trend_sales where as_of_month = '2013-11-01' "
          + "and month = '2013-12-01' and level = 'total'") == "50000.00|50000.00")
    page = try self.page()
    #expect(page.contains("order, signed"))
    // The number of the first comment moved with the adjustment.
    #expect(page.contains("Written about"))

    // Approval: of what lies on disk, once, and only while the checks pass.
    try FileManager.default.removeItem(at: sandbox.root.appendingPathComponent("packs/2013-11"))
    let approval = ["approve", "--as-of", "2013-11", "--by", "Bea Lang", "--note", "agreed"]
    func approve(status: Int32, saying words: String) throws {
      let outcome = try sandbox.forecastpack(approval, environment: Self.environment)
      #expect(outcome.status == status, "\(outcome.errors)")
      #expect((outcome.errors + outcome.output).contains(words), "\(outcome.errors)")
    }
    try approve(status: 65, saying: "then approve")
    try run("render", "--as-of", "2013-11")
    _ = try sandbox.query("update ml.actual_sales set value = value + 1 where month = '2013-11-01'")
    try approve(status: 65, saying: "checks failed")
    _ = try sandbox.query("update ml.actual_sales set value = value - 1 where month = '2013-11-01'")
    #expect(try sandbox.query("select count(approved_by) from ml.forecast_run") == "0")
    try approve(status: 0, saying: "index.html")
    page = try self.page()
    #expect(page.contains("Approved by Bea Lang, 2013-12-11T00:00:00Z") && !page.contains(">DRAFT<"))
    try approve(status: 65, saying: "was approved by Bea Lang at 2013-12-11T00:00:00Z already")
    try run(
      "approve", "--as-of", "2012-01", "--by", "B", "--note", "n", status: 65, saying: "has no published run")
    try run("approve", "--as-of", "2013-11", "--by", " ", "--note", "n", status: 64, saying: "--by")

    // Frozen: comments as they were signed, adjustments only with a reason.
    try write("[]\n", to: "comments/2013-11.yml")
    try run("render", "--as-of", "2013-11", saying: "changed after Bea Lang approved 2013-11")
    #expect(try self.page().contains("As agreed"))
    try write(Self.header + "2013-11,2014-01,\(Self.bikes),7,USD,more,Ann\n", to: "more.csv")
    try run(
      "adjust", "--domain", "sales", "--file", "more.csv", status: 65, saying: "needs --supersede with a reason"
    )
    try run("adjust", "--domain", "sales", "--file", "more.csv", "--supersede", "an order came")
    page = try self.page()
    #expect(page.contains("DRAFT") && !page.contains("Approved by"))
    #expect(
      try sandbox.query("select kind, note from ml.forecast_approval order by kind")
        == "approved|agreed\nwithdrawn|an order came")
    try approve(status: 0, saying: "index.html")

    // A plan of a single series: its figures have every period, which are read for that leaf alone.
    let months = (1...12).map { "2013-\($0 < 10 ? "0" : "")\($0),\(Self.bikes),1000.00,USD\n" }.joined()
    try write("month,region,country,channel,category,plan,unit\n\(months)", to: "leaf.csv")
    try run(
      "plan", "load", "--domain", "profit", "--version", "leaf", "--scope", "region=Europe", "--scope",
      "country=Germany", "--scope", "channel=Reseller", "--scope", "category=Bikes", "leaf.csv")
    try run("plan", "use", "--as-of", "2013-10")
    let profit = try String(
      contentsOf: sandbox.root.appendingPathComponent("packs/2013-10/pages/domain-profit.html"),
      encoding: .utf8)
    let figures = try #require(profit.firstRange(of: "id=\"t-profit-plan-figures\""))
    let table = profit[figures.upperBound...].prefix(
      upTo: try #require(profit[figures.upperBound...].firstRange(of: "</table>")).lowerBound)
    let periods = [
      "AC Oct 2013", "YTD Jan..Oct 2013", "Last 12 months, Nov 2012..Oct 2013", "FC Nov 2013",
      "Outlook Jan..Dec 2013", "Next 12 months, Nov 2013..Oct 2014",
    ]
    for period in periods { #expect(table.contains("<bdi>\(period)</bdi>"), "\(period)") }
    #expect(table.contains("<bdi>Germany</bdi>") && table.contains("data-sql"))

    // Every step adds up, in every vintage.
    #expect(
      try sandbox.query(
        """
        select count(*) > 0, count(*) filter (where added is distinct from gained) from (
          select sum(value_added) as added, max(sum_abs_error) filter (where step = 'seasonal_naive')
            - max(sum_abs_error) filter (where step = 'adjusted') as gained
          from ml.forecast_value_added_sales
          group by as_of_month, window_months, level, region, country, channel, category, horizon, origin
        ) node
        """) == "t|0")
  }
}
