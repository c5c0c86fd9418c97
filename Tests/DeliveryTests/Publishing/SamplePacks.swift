import Forecasting
import Foundation
import Packs

@testable import Delivery

/// Small packs in a temporary folder that goes with the object.
final class SamplePacks {
  let root = NSTemporaryDirectory() + "forecastpack-\(UUID().uuidString)"

  init() throws { try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  func folder(_ name: String) throws -> String {
    try FileManager.default.createDirectory(atPath: "\(root)/\(name)", withIntermediateDirectories: true)
    return "\(root)/\(name)"
  }

  /// A pack of `month` below `root`/`place`; `text` makes the difference between two packs of a month.
  func pack(
    _ month: String, in place: String = "packs", text: String = "page", approvedBy: String? = nil,
    tables: [(name: String, csv: String)] = [("forecast_run", "domain,run_id\nsales,1\n")], padding: Int = 0
  ) throws -> PackFolder {
    let path = try folder("\(place)/\(month)/data")
    let pack = String(path.dropLast("/data".count))
    try Data((text + String(repeating: ".", count: padding)).utf8).write(
      to: URL(filePath: "\(pack)/index.html"))
    for table in tables { try Data(table.csv.utf8).write(to: URL(filePath: "\(path)/\(table.name).csv")) }
    let names = ["index.html"] + tables.map { PackTableFile.path($0.name) }
    var headline = PackManifest.Headline(domain: "sales", label: "Sales", unit: "USD", decimals: 2)
    headline.actual = "5197123.45"
    let manifest = PackManifest(
      asOf: month, title: "Forecast pack", organisation: "Sample", approvedBy: approvedBy,
      approvedAt: approvedBy.map { _ in "2013-12-11T00:00:00Z" },
      runs: [PackManifest.Run(domain: "sales", runID: "1", datasetDigest: "2", origin: "live")],
      headlines: [headline],
      tables: tables.map { PackManifest.Table(path: PackTableFile.path($0.name), relation: $0.name, rows: 1) },
      files: try PackFolder.list(names, in: pack))
    try Data(manifest.encoded).write(to: URL(filePath: "\(pack)/\(PackManifest.fileName)"))
    return try PackFolder(pack)
  }

  func shelf(_ folder: String) throws -> PackShelf {
    let definition = try PackDefinition.read(
      path: Samples.root.appending(path: "reports/monthly-pack.yml").path)
    return try PackShelf(
      folder: folder, title: definition.title, organisation: "Sample <&>",
      renderer: ArchiveRenderer(
        templates: Samples.root.appending(path: "templates").path, definition: definition))
  }

  static func month(_ text: String) -> Month { Month(text)! }
}
