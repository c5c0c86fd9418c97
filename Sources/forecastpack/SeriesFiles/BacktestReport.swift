import ArgumentParser
import Forecasting

/// Accuracy of one or more models over the series of a file.
struct BacktestReport {
  private let ids: [String]
  private let perSeries: Bool
  /// Of the models that are asked for.
  private let models: [String]
  private(set) var rows: [Row] = []

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, csv }

  /// One model (or naive method) at one horizon, over all series or one. A measure that is not defined is nil.
  struct Row: Encodable {
    let model: String
    /// Nil for all series together.
    let series: String?
    let horizon: Int
    let pairs: Int
    let rmse: Double?
    let mae: Double?
    let wape: Double?
    let mase: Double?
    let bias: Double?
  }

  init(ids: [String], models: [String], perSeries: Bool) {
    self.ids = ids
    self.models = models
    self.perSeries = perSeries
  }

  /// Adds the rows of a model, and once those of linear regression and the naive methods.
  mutating func add(_ model: String, _ evaluation: [EvaluationRow]) {
    let isFirst = rows.isEmpty
    for row in evaluation where perSeries || row.node == nil {
      let name: String
      switch row.method {
      case .final: continue
      case .model: name = model
      case .linearRegression, .naive, .seasonalNaive:
        guard isFirst, !models.contains(row.method.rawValue) else { continue }
        name = row.method.rawValue
      }
      rows.append(
        Row(
          model: name, series: row.node.map { ids[$0] }, horizon: row.horizon, pairs: row.pairs, rmse: row.rmse,
          mae: row.mae, wape: row.wape, mase: row.mase, bias: row.bias))
    }
  }

  private static let header = ["model", "series", "horizon", "pairs", "rmse", "mae", "wape", "mase", "bias"]

  var csv: CSVText {
    var text = CSVText(header: Self.header)
    for row in rows {
      let measures = [row.rmse, row.mae, row.wape, row.mase, row.bias].map { $0.map { "\($0)" } ?? "" }
      text.append([row.model, row.series ?? "", "\(row.horizon)", "\(row.pairs)"] + measures)
    }
    return text
  }

  /// Columns aligned; `all` for all series, `n/a` for what is not defined.
  var text: String {
    let cells =
      [Self.header]
      + rows.map { row in
        [row.model, row.series ?? "all", "\(row.horizon)", "\(row.pairs)"]
          + [row.rmse, row.mae, row.wape, row.mase, row.bias].map(Self.short)
      }
    let widths = Self.header.indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
    return cells.map { row in
      row.enumerated().map { column, cell in
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        return column < 2 ? cell + padding : padding + cell
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }

  /// Four significant digits or so, without an exponent where that is readable.
  private static func short(_ value: Double?) -> String {
    guard let value else { return "n/a" }
    let size = abs(value)
    guard size < 1e15, size >= 1e-4 || size == 0 else { return "\(value)" }
    let scale = size >= 1000 ? 1.0 : size >= 10 ? 100.0 : 10000.0
    let rounded = (value * scale).rounded() / scale
    return scale == 1 ? "\(Int(rounded))" : "\(rounded)"
  }
}
