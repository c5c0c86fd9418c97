import Foundation
import Postgres
import TestSupport
import Testing
import Warehouse

@testable import Forecasting
@testable import Tracking

@Suite struct PromotionTests {
  /// By numpy and scipy, see Python/diebold_mariano.py; h = 2 needs Bartlett's kernel.
  @Test(arguments: [
    (1, 2.8020173295755395, 0.017212546234376794), (2, 3.7190107901654974, 0.003387604847519475),
    (3, 7.236272269866351, 1.6731639150055618e-05), (6, 4.512608598542131, 0.0008827041944887051),
  ])
  func testsDifferencesAsDieboldMarianoAndHarvey(horizon: Int, statistic: Double, probability: Double) throws {
    let champion = [12.0, 7.5, 9.1, 14.2, 3.3, 8.8, 10.4, 6.6, 11.9, 5.2, 13.7, 9.9]
    let challenger = [10.1, 7.9, 8.0, 12.7, 4.1, 8.1, 9.6, 6.9, 9.4, 5.0, 12.2, 9.0]
    let test = try #require(DieboldMariano(champion, challenger, horizon: horizon))
    #expect(abs(test.statistic / statistic - 1) < 1e-12)
    #expect(abs(test.probability / probability - 1) < 1e-10)
    let mirrored = try #require(DieboldMariano(challenger, champion, horizon: horizon))
    #expect(mirrored.statistic == -test.statistic && mirrored.probability == test.probability)
  }

  /// By scipy.stats.t.
  @Test(arguments: [
    (0.1, 3.0, 0.9266523488008059), (2, 11, 0.07080395506803458), (5.5, 40, 2.380421135913141e-06),
    (30, 7, 1.1788468880733144e-08), (0, 5, 1),
  ])
  func knowsStudentsT(t: Double, degrees: Double, probability: Double) {
    #expect(abs(StudentT.twoSided(t, degrees: degrees) / probability - 1) < 1e-10)
  }

  @Test func saysNothingWithoutSpreadOrPairs() {
    #expect(DieboldMariano([1, 2, 3, 4], [0, 1, 2, 3], horizon: 1) == nil)
    #expect(DieboldMariano([1, 2], [0, 3], horizon: 1) == nil)
    #expect(DieboldMariano([], [], horizon: 1) == nil)
  }

  /// Series of 100 (one: 1,000) a month, forecast with the given errors at every origin and horizon.
  private func comparison(_ champion: [Double], _ challenger: [Double], large: Double = 100) throws
    -> ModelComparison
  {
    func backtests(_ errors: [Double]) -> [Backtest] {
      errors.enumerated().map { index, error in
        let level = index == 0 ? large : 100
        var backtest = Backtest(
          series: TimeSeries([Double](repeating: level, count: 40), firstMonth: Month(year: 2010, month: 1)),
          horizons: 3,
          origins: 24)
        for origin in 0..<24 { backtest.replace(origin, with: [Double](repeating: level - error, count: 3)) }
        return backtest
      }
    }
    return try ModelComparison(
      backtests(champion), backtests(challenger), names: champion.indices.map { "s\($0)" }, champion: "old",
      challenger: "new")
  }

  @Test func poolsErrorsOverSeriesHorizonsAndOrigins() throws {
    let comparison = try comparison([10, 20], [5, -30])
    #expect(comparison.origins == 24)
    // 24 + 23 + 22 pairs a series, |actual| 100 each.
    #expect(comparison.overall == .init(name: "all", champion: 0.15, challenger: 0.175, share: 1))
    #expect(comparison.horizons.map(\.name) == ["1", "2", "3"])
    #expect(comparison.horizons.map(\.champion) == [0.15, 0.15, 0.15])
    #expect(comparison.series.map(\.challenger) == [0.05, 0.3])
    #expect(comparison.series.map(\.share) == [0.5, 0.5])
  }

  @Test func promotesWhatIsBetterEverywhere() throws {
    #expect(PromotionRule().objections(try comparison([10, 10], [9, 9])).isEmpty)
  }

  @Test func keepsTheChampionWhereTheGainIsWithinTheMargin() throws {
    let objections = PromotionRule().objections(try comparison([10, 10], [9.9, 9.9]))
    #expect(objections == ["its error 9.9 % is not below 10.0 % by more than 2.0 % of it"])
  }

  @Test func keepsTheChampionWhereOneLargeSeriesSuffers() throws {
    let bad = try comparison([10, 10, 10, 10], [12, 5, 5, 5])
    #expect(
      PromotionRule().objections(bad) == [
        "in series s0, 25.0 % of all, its error 12.0 % is more than 10.0 % above 10.0 %"
      ])
    // The same in a series that is small does not count.
    var rule = PromotionRule()
    rule.largeShare = 0.3
    #expect(rule.objections(bad).isEmpty)
  }

  @Test func wantsEnoughOriginsAndNoBadHorizon() throws {
    var rule = PromotionRule()
    rule.minimumOrigins = 25
    #expect(rule.objections(try comparison([10], [5])) == ["24 origins are fewer than 25"])
  }

  /// Both decisions of the rule, and what somebody decided against it, as SQL sees them.
  @Test func decisionsAreReadableInSQL() throws {
    let database = try TestDatabase()
    let connection = database.connection
    let sql = URL(fileURLWithPath: TestMLflow.project).appendingPathComponent("sql")
    _ = try MigrationRunner(connection: connection, schema: "ml", folder: sql).run()
    _ = try DomainInstaller(connection: connection, schema: "ml", folder: sql).install(
      [DomainSettings(domain: Samples.domain, horizons: 12, hitTolerance: .fraction(0.1))],
      fiscalYearStartMonth: 1,
      accuracyWindows: [12])
    let asOf = Month(year: 2013, month: 11)
    let identity = try RunIdentity(
      domain: Samples.domain, asOf: asOf, datasetDigest: String(repeating: "a", count: 64),
      settings: EngineSettings())
    try connection.query(
      """
      insert into ml.forecast_runs (run_id, domain, as_of_month, status, origin, dataset_digest, settings,
        engine_version, horizons, dataset_rows, dataset_total, prediction_time)
      values ($1, 'sales', '2013-11-01', 'published', 'live', $2, '{}', '1', 12, 1, 1, now())
      """, [identity.runID, identity.datasetDigest])
    let store = ModelDecisionStore(connection: connection, schema: "ml")
    func decide(_ comparison: ModelComparison, _ kind: ModelDecision.Kind, _ reason: String? = nil) throws {
      let decision = ModelDecision(
        domain: "sales", asOf: asOf, runID: identity.runID, kind: kind, rule: PromotionRule(),
        comparison: comparison,
        reason: reason, decidedBy: "somebody")
      #expect(try store.add(decision, now: 1_400_000_000) > 0)
    }
    try decide(comparison([10, 10], [9.9, 9.9]), .rule)
    #expect(try store.champion(domain: "sales", asOf: asOf + 1) == "old")
    try decide(comparison([10, 10, 10, 10], [12, 5, 5, 5]), .rule)
    #expect(try store.champion(domain: "sales", asOf: asOf + 1) == "old")
    #expect(try store.former(domain: "sales") == nil)
    try decide(comparison([10, 10], [9.9, 9.9]), .hand, "the CFO's wish")

    let rows = try connection.query(
      "select decided, objections, champion_wape, challenger_wape, rule->>'margin' as margin, rule_version, reason, "
        + "decided_by from ml.model_decisions order by decision_id")
    #expect(rows.map { $0["decided"] } == ["old", "old", "new"])
    #expect(rows[0]["objections"]?.contains("by more than 2.0 % of it") == true)
    #expect(rows[1]["objections"]?.contains("in series s0") == true)
    #expect(rows.map { $0["champion_wape"] } == ["0.1", "0.1", "0.1"])
    #expect(rows[0]["margin"] == "0.02" && rows[0]["rule_version"] == "1")
    #expect(rows[2]["reason"] == "the CFO's wish" && rows[2]["decided_by"] == "somebody")
    #expect(try store.champion(domain: "sales", asOf: asOf + 1) == "new")
    #expect(try store.champion(domain: "sales", asOf: asOf) == nil)
    #expect(try store.former(domain: "sales") == "old")
    #expect(throws: PostgresError.self) { try decide(comparison([10], [5]), .hand, nil) }
  }
}
