import Domains
import Forecasting
import Foundation

@testable import Tracking
@testable import Warehouse

extension FuzzTarget {
  static let json: [FuzzTarget] = [
    FuzzTarget(
      "model_file", samples: try modelFiles(),
      tokens: ["\"values\":[", "null", "[]", "1e400", "-1", "\"state\":"],
      body: models),
    FuzzTarget(
      "facts_manifest", samples: [try file("examples/adventureworks/manifest.json")],
      tokens: ["\"tables\":", "\"rows\":", "\"totals\":{", "-1", "[]", "{}"], body: manifest),
  ]

  /// One model file for every model, of two short series.
  private static func modelFiles() throws -> [[UInt8]] {
    let domain = Domain(
      name: "sales", label: "Sales", dataset: "ml_train_sales_monthly", keys: ["country"], unit: "USD",
      decimals: 2,
      kind: .flow, preference: .higher, levels: [])
    let asOf = Month(year: 2013, month: 11)
    let values = (0..<80).map { (index: Int) -> Double in
      let season = index * 7 % 12
      return Double(100 + index % 40 + 20 * season)
    }
    let panel = try Panel(
      asOf: asOf, values: values, offsets: [0, 40, 80], firstMonths: [asOf - 39, asOf - 39])
    return try ModelRegistry.models.map { model in
      var settings = EngineSettings()
      settings.model = model.name
      let training = try Engine.train(panel, grouping: .none, settings: settings)
      return Array(
        try ModelFile(training, domain: domain, keys: [SeriesKey(["A"]), SeriesKey(["B"])], panel: panel).json()
      )
    }
  }

  /// Every forecast is made or refused; a model file never ends the process.
  private static func models(_ input: [UInt8]) throws {
    guard let file = try? ModelFile(json: Data(input)) else { return }
    for index in file.series.indices { _ = try? file.points(index) }
  }

  private static func manifest(_ input: [UInt8]) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "fuzz-manifest-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(input).write(to: folder.appending(path: "manifest.json"))
    guard let tables = (try? FactsManifest(folder: folder))?.tables else { return }
    try require(Set(tables.map(\.table)).count == tables.count, "a table twice")
  }
}
