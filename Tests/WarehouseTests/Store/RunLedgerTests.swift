import Domains
import Forecasting
import Testing

@testable import Warehouse

/// The ledger: what makes a run the same run, how attempts are noted, and what a run found.
@Suite struct RunLedgerTests {
  private static func identity(
    _ domain: Domain = StoreFixture.sales, asOf: Int = 2, digest: String = "d",
    settings: EngineSettings = EngineSettings(), engineVersion: String = "1"
  ) throws -> RunIdentity {
    try RunIdentity(
      domain: domain, asOf: Month(year: 2013, month: asOf), datasetDigest: digest, settings: settings,
      engineVersion: engineVersion)
  }

  @Test func theSameInputsAreTheSameRunAndAnyOtherIsAnother() throws {
    var settings = EngineSettings()
    settings.backtestOrigins += 1
    let ids = try [
      Self.identity(), Self.identity(StoreFixture.domain("other")), Self.identity(asOf: 3),
      Self.identity(digest: "e"), Self.identity(settings: settings), Self.identity(engineVersion: "2"),
      Self.identity(StoreFixture.domain("sales", decimals: 0)),
      Self.identity(StoreFixture.domain("sales", levels: [Domain.Level(name: "total", keys: [])])),
    ].map(\.runID)
    #expect(Set(ids).count == ids.count)
    #expect(try Self.identity().runID == ids[0])
    #expect(ids.allSatisfy { $0.count == 64 })
  }

  @Test func aLabelOrUnitChangesNoRun() throws {
    let sales = StoreFixture.sales
    let renamed = Domain(
      name: sales.name, label: "Revenue", dataset: "elsewhere", keys: sales.keys, unit: "EUR",
      decimals: sales.decimals, kind: sales.kind, preference: .neutral, levels: sales.levels)
    #expect(try Self.identity(renamed).runID == Self.identity().runID)
  }

  @Test func attemptsAreNotedWithHowTheyEnded() throws {
    let store = try StoreFixture()
    let run = try store.ledger.begin(
      Self.identity(), horizons: 12, datasetRows: 0, datasetTotal: Amount(scaled: 0, decimals: 2), now: 0)
    let failed = try store.ledger.startAttempt(run.runID, host: "a", dbtInvocation: "x", now: 10)
    try store.ledger.endAttempt(failed, outcome: .failed, error: "it's broken", now: 20)
    try store.ledger.fail(run.runID)
    #expect(try store.ledger.find(run.runID)?.status == .failed)
    let second = try store.ledger.startAttempt(run.runID, host: "b", now: 30)
    try store.ledger.endAttempt(second, outcome: .computed, timings: ["fit": 1.5, "a \"b\"": 0.25], now: 40)
    #expect(
      try store.lines(
        "select host, dbt_invocation_id, outcome, error, timings, extract(epoch from ended_at - started_at)::integer "
          + "from ml.forecast_attempts order by attempt_id")
        == ["a|x|failed|it's broken|{}|10", #"b||computed||{"fit": "1.5", "a \"b\"": "0.25"}|10"#])
  }

  @Test func findingsAreReadAsTheyWereMade() throws {
    let store = try StoreFixture()
    let findings = [
      Finding(
        severity: .warning, code: "gap", domain: "sales", series: SeriesKey(["E \"U\"", "F,R\\"]),
        month: Month("2013-01"), count: 3, message: "it's a gap"),
      Finding(severity: .info, code: "negative", domain: "sales", message: "one value"),
    ]
    let run = try store.compute(
      StoreFixture.sales, asOf: "2013-02",
      actuals: StoreFixture.actuals(StoreFixture.sales, from: "2013-02", [["EU", "FR"]: ["1.00"]]),
      forecasts: [["EU", "FR"]: [1]], findings: findings)
    let asOf = try #require(Month("2013-02"))
    #expect(try store.reader.findings(asOf: asOf) == [])
    try store.publish("2013-02", [run])
    #expect(try store.reader.findings(asOf: asOf) == findings)
  }
}
