import Domains
import Forecasting
import Testing

@testable import Warehouse

/// Publishing drops the datasets that are older than configured, and no other.
@Suite struct DatasetRetentionTests {
  private static let domain = StoreFixture.sales
  private let store: StoreFixture

  init() throws { store = try StoreFixture() }

  private var archive: DatasetArchive {
    DatasetArchive(connection: store.connection, schema: StoreFixture.schema)
  }

  /// Computes and archives a vintage as the pipeline does.
  private func compute(_ asOf: String, salt: String = "") throws -> VintageRun {
    let month = try #require(Month(asOf))
    let count = month - Month("2013-01")! + 1
    let values = (0..<count).map { "\(100 + $0).00" }
    let run = try store.compute(
      Self.domain, asOf: asOf,
      actuals: StoreFixture.actuals(Self.domain, from: "2013-01", [["EU", "FR"]: values]),
      forecasts: [["EU", "FR"]: [1]], salt: salt)
    let panel = try Panel(
      asOf: month, values: (0..<count).map { 100 + Double($0) }, offsets: [0, count],
      firstMonths: [Month("2013-01")!])
    try archive.keep(digest: run.datasetDigest, panel: panel, keys: [SeriesKey(["EU", "FR"])])
    return run
  }

  private func kept() throws -> [String] {
    try store.lines("select as_of_month from ml.archived_datasets order by as_of_month")
  }

  @Test func theLastMonthsStayWithAllTheirRuns() throws {
    for month in 1...4 { try store.publish("2013-0\(month)", [compute("2013-0\(month)")]) }
    #expect(try kept().count == 4)
    store.archiveMonths = 2
    // A second run of April: the first is superseded, and both are within the two months.
    try store.publish("2013-04", [compute("2013-04", salt: "again")], supersede: "late invoices")
    #expect(try kept() == ["2013-03-01", "2013-04-01", "2013-04-01"])
    for row in try store.lines("select dataset_digest from ml.forecast_runs where as_of_month >= '2013-03-01'")
    {
      let months = try ["2013-03", "2013-04"].compactMap {
        try archive.find(digest: row, asOf: #require(Month($0)))
      }
      #expect(months.count == 1)
    }
  }

  @Test func whatWasApprovedIsKept() throws {
    try store.publish("2013-01", [compute("2013-01")])
    try store.connection.execute(
      "update ml.forecast_runs set approved_by = 'the controller', approved_at = now()")
    store.archiveMonths = 1
    for month in 2...3 { try store.publish("2013-0\(month)", [compute("2013-0\(month)")]) }
    #expect(try kept() == ["2013-01-01", "2013-03-01"])
  }

  /// A month that is filled in later does not push out the newer ones.
  @Test func aBackfillDropsNothingNewer() throws {
    store.archiveMonths = 2
    try store.publish("2013-05", [compute("2013-05")])
    try store.publish("2013-02", [compute("2013-02")])
    #expect(try kept() == ["2013-05-01"])
  }

  @Test func withoutAConfiguredTimeEverythingStays() throws {
    for month in [1, 9] { try store.publish("2013-0\(month)", [compute("2013-0\(month)")]) }
    #expect(try kept() == ["2013-01-01", "2013-09-01"])
  }
}
