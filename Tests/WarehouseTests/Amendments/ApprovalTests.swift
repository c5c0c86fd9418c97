import Domains
import Forecasting
import Postgres
import Testing

@testable import Warehouse

/// An approved vintage: who signed it, what cannot be changed then, and how it is opened again.
@Suite struct ApprovalTests {
  private let store: StoreFixture
  private let approvals: ApprovalStore
  private static let sales = StoreFixture.sales
  private static let month = Month("2013-01")!

  init() throws {
    store = try StoreFixture()
    approvals = ApprovalStore(connection: store.connection, schema: StoreFixture.schema)
    try publish("110.00")
  }

  private func publish(_ value: String, supersede: String? = nil) throws {
    let run = try store.compute(
      Self.sales, asOf: "2013-01",
      actuals: StoreFixture.actuals(Self.sales, from: "2013-01", [["EU", "FR"]: [value]]),
      forecasts: [["EU", "FR"]: [120]])
    try store.publish("2013-01", [run], supersede: supersede, now: 1_500_000_000)
  }

  private func approve() throws {
    try store.publisher.amend(asOf: Self.month, [Self.sales], touchesForecasts: false) {
      try approvals.approve(Self.month, by: "Bea", note: "fine", comments: "- x", now: 1_400_000_000)
    } render: {
    }
  }

  private func adjust() throws {
    let run = try store.ledger.current(domain: "sales", asOf: Self.month)!
    let adjustment = Adjustment(
      month: Month("2013-02")!, keys: SeriesKey(["EU", "FR"]), amount: Amount("1", decimals: 2)!, reason: "r",
      author: "Ann", line: 2)
    try store.publisher.amend(asOf: Self.month, [Self.sales], touchesForecasts: true) {
      try AdjustmentStore(connection: store.connection, schema: StoreFixture.schema).add(
        [adjustment], to: run, domain: Self.sales, digest: String(repeating: "a", count: 64), now: 0)
    } render: {
    }
  }

  @Test func readersSeeWhoApprovedAndWhen() throws {
    #expect(try approvals.current(Self.month) == nil)
    try approve()
    #expect(
      try store.lines("select approved_by, approved_at from ml.forecast_run") == ["Bea|2014-05-13 16:53:20+00"])
    #expect(
      try store.lines("select kind, decided_by, note, array_length(runs, 1) from ml.forecast_approval")
        == ["approved|Bea|fine|1"])
    let current = try #require(try approvals.current(Self.month))
    #expect((current.by, current.at, current.comments) == ("Bea", "2014-05-13T16:53:20Z", "- x"))
  }

  @Test func twiceIsRefused() throws {
    try approve()
    #expect(
      throws: AmendmentError.approved(asOf: Self.month, by: "Bea", at: "2014-05-13T16:53:20Z"),
      performing: approve)
  }

  /// The database itself refuses, whoever asks.
  @Test func whatAnApprovedRunIsMadeOfIsFrozen() throws {
    try approve()
    let run = try store.reader.runs()[0].runID
    let plan = """
      insert into ml.run_plans (run_id, month, load_id)
      select '\(run)', '2013-02-01', load_id from ml.plan_loads
      """
    let rows = [
      Plan.Row(month: Month("2013-02")!, keys: SeriesKey(["EU", "FR"]), plan: Amount("1", decimals: 2)!)
    ]
    _ = try PlanStore(connection: store.connection, schema: StoreFixture.schema).load(
      Plan(domain: Self.sales, version: "v", scope: nil, rows: rows, known: [SeriesKey(["EU", "FR"])]),
      from: .file,
      now: 0)
    #expect { try store.connection.execute(plan) } throws: { "\($0)".contains("is approved") }
    #expect { try adjust() } throws: { "\($0)".contains("is approved") }
    #expect(try store.value("select count(*) from ml.adjustment_files") == "0")
  }

  @Test func openedAgainItIsADraftAndKeepsItsHistory() throws {
    try approve()
    try approvals.withdraw(Self.month, by: "Cid", reason: "an order came", now: 1_400_000_100)
    #expect(try approvals.current(Self.month) == nil)
    #expect(try store.lines("select approved_by, approved_at from ml.forecast_run") == ["|"])
    try adjust()
    try approve()
    #expect(
      try store.lines("select kind, decided_by, note from ml.forecast_approval order by decided_at, kind")
        == ["approved|Bea|fine", "approved|Bea|fine", "withdrawn|Cid|an order came"])
    // Withdrawing a draft says nothing.
    #expect(try store.value("select count(distinct fingerprint) from ml.forecast_approval") == "2")
  }

  @Test func supersedingAnApprovedVintageNeedsAReasonAndMakesItADraft() throws {
    try approve()
    #expect(throws: StoreError.self) { try publish("111.00") }
    #expect(try approvals.current(Self.month) != nil)
    try publish("111.00", supersede: "restated")
    #expect(try approvals.current(Self.month) == nil)
    #expect(
      try store.lines("select kind, note from ml.forecast_approval order by decided_at")
        == ["approved|fine", "withdrawn|restated"])
    // Published once more, the first run is a draft as well.
    try publish("110.00", supersede: "back again")
    #expect(try approvals.current(Self.month) == nil)
  }

  @Test func theFingerprintIsThatOfWhatIsShown() throws {
    let first = try approvals.fingerprint(Self.month)
    #expect(first.count == 64)
    try adjust()
    let adjusted = try approvals.fingerprint(Self.month)
    #expect(adjusted != first)
    try publish("111.00", supersede: "restated")
    #expect(try approvals.fingerprint(Self.month) != first)
    try publish("110.00", supersede: "back again")
    #expect(try approvals.fingerprint(Self.month) == adjusted)
  }

  @Test func aFailedCheckStopsTheApproval() throws {
    try store.connection.execute("update ml.actual_sales_history set value = value + 1")
    #expect(throws: StoreError.self, performing: approve)
    #expect(try approvals.current(Self.month) == nil)
    #expect(try store.value("select count(*) from ml.forecast_approval") == "0")
  }
}
