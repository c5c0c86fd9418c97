import Domains
import Forecasting
import Foundation
import Postgres
import TestSupport
import Testing

@testable import Warehouse

/// Runs made again from the archive; no dataset table exists here, so nothing else can be their source.
@Suite struct ReproductionTests {
  private let fixture: StoreFixture
  private let domain = StoreFixture.sales
  private var connection: Connection { fixture.connection }

  init() throws { fixture = try StoreFixture() }

  private static let asOf = Month(year: 2013, month: 11)
  private static let keys = [["A", "x"], ["A", "y"], ["B", "z\"'\n"]].map { SeriesKey($0) }

  private func panel(_ change: Double = 0) throws -> Panel {
    let counts = [40, 30, 5]
    let series = counts.enumerated().map { index, count in
      (0..<count).map { month in
        Double((month * 7919 + index * 31) % 97) + 1_000.25 * Double(index + 1)
          + (index == 0 && month == 20 ? change : 0)
      }
    }
    return try Panel(
      asOf: Self.asOf, values: series.flatMap(\.self), offsets: [0, 40, 70, 75],
      firstMonths: counts.map { Self.asOf - ($0 - 1) })
  }

  private var archive: DatasetArchive { DatasetArchive(connection: connection, schema: StoreFixture.schema) }

  /// A run as the pipeline makes it.
  private func run(engineVersion: String = Engine.version) throws -> LedgerRun {
    let panel = try panel()
    let dataset = ArchivedDataset(panel: panel, keys: Self.keys)
    var settings = EngineSettings()
    settings.backtestOrigins = 6
    let digest = String(repeating: "d", count: 64)
    let run = try fixture.ledger.begin(
      RunIdentity(
        domain: domain, asOf: Self.asOf, datasetDigest: digest, settings: settings, engineVersion: engineVersion
      ),
      horizons: 12, datasetRows: 75, datasetTotal: Amount("1.00", decimals: 2)!, now: 1_400_000_000)
    try archive.keep(digest: digest, panel: panel, keys: Self.keys)
    let grouping = dataset.grouping(domain)
    let training = try Engine.train(panel, grouping: grouping, settings: settings)
    let series = try RunSeries(domain: domain, leaves: Self.keys, grouping: grouping)
    let isNew = try RunWriter(connection: connection, schema: StoreFixture.schema).write(
      run, series: series, training: training,
      predictions: Engine.predict(training, panel: panel, grouping: grouping), findings: [])
    #expect(isNew)
    return run
  }

  private func reproduce(_ run: LedgerRun, _ domain: Domain? = nil) throws -> Reproduction {
    try Reproducer(connection: connection, schema: StoreFixture.schema).reproduce(
      run, domain: domain ?? self.domain)
  }

  @Test func givesEveryNumberAgainAndKeepsNothing() throws {
    let run = try run()
    let tables = ["ml_pred_sales", "ml_pred_sales_rollup", "series", "model_fits"]
    func counts() throws -> [String?] {
      try tables.map { try connection.query("select count(*) from ml.\($0)")[0][0] }
    }
    let before = try counts()
    let reproduction = try reproduce(run)
    #expect(reproduction.isIdentical)
    // 3 leaves and 3 nodes, 12 horizons, 5 numbers.
    #expect(reproduction.compared == 6 * 12 * 5)
    #expect(reproduction.warnings.isEmpty)
    #expect(try counts() == before)
  }

  @Test func namesANumberThatDiffers() throws {
    let run = try run()
    try connection.execute(
      "update ml.ml_pred_sales set upper_95 = upper_95 + 0.01 where country = 'x' and horizon = 3")
    let reproduction = try reproduce(run)
    #expect(!reproduction.isIdentical)
    let difference = try #require(reproduction.differences.first)
    #expect(reproduction.differences.count == 1)
    #expect(difference.level == "leaf" && difference.series == "A / x" && difference.horizon == "3")
    #expect(difference.column == "upper_95")
    let stored = try #require(difference.stored.flatMap { Double($0) })
    let computed = try #require(difference.computed.flatMap { Double($0) })
    #expect(abs(stored - computed - 0.01) < 1e-6)
  }

  @Test func saysWhatIsMissingOrOtherwise() throws {
    let run = try run()
    let finer = StoreFixture.domain("sales", decimals: 3)
    let other = #expect(throws: ReproductionError.self) { try reproduce(run, finer) }
    #expect(other?.description.contains("configured otherwise than for run \(run.runID)") == true)
    try connection.execute("delete from ml.archived_datasets")
    let gone = #expect(throws: ReproductionError.self) { try reproduce(run) }
    #expect(gone?.description.contains("is not kept") == true)
  }

  @Test func tellsOfAnotherEngine() throws {
    let run = try run(engineVersion: "0.9")
    let reproduction = try reproduce(run)
    #expect(
      reproduction.warnings == [
        "the run was made by engine version 0.9, this is \(Engine.version): numbers may differ"
      ])
    #expect(reproduction.isIdentical)
  }

  @Test func theArchiveGivesBackWhatItTookAndNoticesDamage() throws {
    let panel = try panel()
    let digest = String(repeating: "e", count: 64)
    try archive.keep(digest: digest, panel: panel, keys: Self.keys)
    try archive.keep(digest: digest, panel: panel, keys: Self.keys)
    let back = try archive.find(digest: digest, asOf: Self.asOf)
    #expect(back == ArchivedDataset(panel: panel, keys: Self.keys))
    #expect(try archive.find(digest: digest, asOf: Self.asOf - 1) == nil)
    try connection.execute(
      "update ml.archived_datasets set content = set_byte(content, 30, get_byte(content, 30) # 255)")
    #expect(throws: StoreError.self) { try archive.find(digest: digest, asOf: Self.asOf) }
    try connection.execute("update ml.archived_datasets set content = substr(content, 1, 40)")
    #expect(throws: StoreError.self) { try archive.find(digest: digest, asOf: Self.asOf) }
  }

  @Test func namesEachRestatedMonth() throws {
    let then = ArchivedDataset(panel: try panel(), keys: Self.keys)
    let now = ArchivedDataset(panel: try panel(-12.5), keys: Self.keys)
    #expect(Restatement.between(then, then).isEmpty)
    let month = Self.asOf - 19
    let before = Double((20 * 7919) % 97) + 1_000.25
    #expect(
      Restatement.between(then, now) == [
        Restatement(series: Self.keys[0], month: month, before: before, after: before - 12.5)
      ])
    // A series that is gone.
    let fewer = ArchivedDataset(
      panel: try Panel(
        asOf: Self.asOf, values: Array(panel().values[..<70]), offsets: [0, 40, 70],
        firstMonths: Array(panel().firstMonths[..<2])), keys: Array(Self.keys[..<2]))
    let gone = Restatement.between(then, fewer)
    #expect(gone.count == 5 && gone.allSatisfy { $0.series == Self.keys[2] && $0.after == nil })
  }
}
