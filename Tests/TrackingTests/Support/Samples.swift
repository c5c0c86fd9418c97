import Domains
import Forecasting
import Foundation
import Tracking

/// Panels, trainings and records to log.
enum Samples {
  static let domain = Domain(
    name: "sales", label: "Sales", dataset: "ml_train_sales_monthly", keys: ["region", "country"], unit: "USD",
    decimals: 2, kind: .flow, preference: .higher, levels: [Domain.Level(name: "total", keys: [])])

  /// Series of many lengths and shapes, from one month to five years, ending in November 2013.
  static let values: [[Double]] =
    [60, 40, 30, 20, 13, 9, 2, 1].map(seasonal) + [
      Array(repeating: 5, count: 24), [3, .nan, 4, 5, 6, 5, 4, 5, 6, 7, 8, 6],
      (0..<30).map { $0 % 5 == 0 ? 12 : 0 },
    ]

  private static func seasonal(_ count: Int) -> [Double] {
    (0..<count).map { month in
      let season: Double = 200 * sin(Double(month) * .pi / 6)
      let noise = Double((month * 7919) % 101) - 50
      return 1_000 + 7.5 * Double(month) + season + noise
    }
  }

  static func keys(_ count: Int = values.count) -> [SeriesKey] {
    // A quote, a newline and right-to-left text, as keys may hold them.
    (0..<count).map { SeriesKey(["region \"\($0 / 4)'\n", String(format: "%02d עברית", $0)]) }
  }

  static func panel(_ values: [[Double]] = values) throws -> Panel {
    let asOf = Month(year: 2013, month: 11)
    var offsets = [0]
    for series in values { offsets.append(offsets.last! + series.count) }
    return try Panel(
      asOf: asOf, values: values.flatMap(\.self), offsets: offsets,
      firstMonths: values.map { asOf - ($0.count - 1) })
  }

  static func modelFile(_ model: String, _ values: [[Double]] = values) throws -> ModelFile {
    var settings = EngineSettings()
    settings.model = model
    settings.backtestOrigins = 6
    let panel = try panel(values)
    let training = try Engine.train(panel, grouping: .none, settings: settings)
    return try ModelFile(training, domain: domain, keys: keys(values.count), panel: panel)
  }

  /// A vintage with one domain.
  static func record(
    _ id: String, experiment: String, model: String = "sales", kind: String = "linear_regression",
    asOf: String = "2013-11-01", aliases: [String] = ["champion"]
  ) throws -> TrackingRecord {
    var parent = TrackedRun(
      part: "vintage", name: "2013-11 \(id)", startTime: 1_400_000_000_000, endTime: 1_400_000_060_000)
    parent.tags = ["forecastpack.as_of": asOf]
    parent.artifacts = [TrackedFile("pack/manifest.json", text: #"{"pack":"ü"}"#)]
    var child = TrackedRun(
      part: "sales", name: "sales 2013-11", startTime: 1_400_000_000_000, endTime: 1_400_000_050_000)
    child.parameters = Dictionary(uniqueKeysWithValues: (0..<130).map { ("setting_\($0)", "value \($0)") })
    child.metrics =
      (1...12).flatMap { horizon in
        (0..<100).map { TrackedRun.Metric("metric_\($0)", Double(horizon) / 3 + Double($0), step: horizon) }
      } + [TrackedRun.Metric("mase", .nan, step: 1)]
    child.dataset = TrackedDataset(
      name: "ml.ml_train_sales_monthly", digest: "0123456789abcdef0123456789abcdef",
      source: "model.forecastpack.ml_train_sales_monthly",
      columns: [.init("month", "datetime"), .init("sales", "double")], rows: 1234)
    child.artifacts = [TrackedFile("predictions/predictions.csv", text: "month,value\n2013-12-01,1.5\n")]
    let flavor = ModelFlavor(try modelFile(kind))
    child.model = TrackedModel(
      name: model, kind: kind, files: try flavor.files(), definition: flavor.definition(), aliases: aliases,
      asOf: asOf)
    return TrackingRecord(deliveryID: id, experiment: experiment, parent: parent, children: [child])
  }
}
