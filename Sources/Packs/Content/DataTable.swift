import Domains
import Forecasting

/// Rows as they are in the database, for those who compute further: an Excel Table in the workbook.
public struct DataTable: Hashable, Sendable {
  /// `PredSales1m`, `ActualSales`.
  public var name: String
  /// `ml_pred_sales_1m`, `actual_sales`.
  public var source: String
  /// Named as the database's columns.
  public var columns: [Column]
  private var rows: Rows

  public struct Column: Hashable, Sendable {
    public var name: String
    public var kind: Kind
  }

  public enum Kind: Hashable, Sendable { case text, date, number, count, flag }

  public enum Value: Hashable, Sendable {
    case empty
    case text(String)
    case date(Month)
    case amount(Amount)
    case count(Int)
    case flag(Bool)
  }

  private enum Rows: Hashable, Sendable {
    case predictions([PredictionRow])
    case actuals([ActualRow])
  }

  public var count: Int {
    switch rows {
    case .predictions(let rows): rows.count
    case .actuals(let rows): rows.count
    }
  }

  /// The values of row `index`, one a column.
  public func values(_ index: Int) -> [Value] {
    switch rows {
    case .predictions(let rows): Self.values(rows[index])
    case .actuals(let rows): Self.values(rows[index], columns)
    }
  }

  /// The exact sum of its value column; nil without rows.
  public var total: (column: String, amount: Amount)? {
    let column: String
    let amounts: [Amount]
    switch rows {
    case .predictions(let rows): (column, amounts) = ("predicted_value", rows.map(\.predictedValue))
    case .actuals(let rows): (column, amounts) = ("value", rows.map(\.value))
    }
    guard let first = amounts.first else { return nil }
    return (column, amounts.dropFirst().reduce(first, +))
  }

  /// `ml_pred_<domain>_1m`.
  init(predictions: [PredictionRow], of domain: Domain) {
    name = "Pred\(Self.camelCase(domain.name))1m"
    source = "ml_pred_\(domain.name)_1m"
    columns =
      [
        Column(name: "month", kind: .date), Column(name: "as_of_month", kind: .date),
        Column(name: "horizon", kind: .count), Column(name: "series_id", kind: .text),
      ] + domain.keys.map { Column(name: $0, kind: .text) }
      + ["predicted_value", "lower_80", "upper_80", "lower_95", "upper_95"].map {
        Column(name: $0, kind: .number)
      }
      + ["model_name", "model_version", "run_id", "prediction_time"].map { Column(name: $0, kind: .text) }
    rows = .predictions(
      predictions.sorted { ($0.month, $0.asOfMonth, $0.keys) < ($1.month, $1.asOfMonth, $1.keys) })
  }

  /// `actual_<domain>`; columns that no row fills are left out.
  init(actuals: [ActualRow], of domain: Domain) {
    name = "Actual\(Self.camelCase(domain.name))"
    source = "actual_\(domain.name)"
    let extra = Self.extra.filter { column in actuals.contains { $0[keyPath: column.path] != nil } }
    columns =
      [Column(name: "month", kind: .date)] + domain.keys.map { Column(name: $0, kind: .text) }
      + [Column(name: "value", kind: .number)] + extra.map { Column(name: $0.name, kind: .number) }
      + [Column(name: "is_complete", kind: .flag)]
    rows = .actuals(actuals.sorted { ($0.month, $0.keys) < ($1.month, $1.keys) })
  }

  private static func values(_ row: PredictionRow) -> [Value] {
    [.date(row.month), .date(row.asOfMonth), .count(row.horizon), .text(row.seriesID)]
      + row.keys.values.map { .text($0) } + [.amount(row.predictedValue)]
      + [row.lower80, row.upper80, row.lower95, row.upper95].map { $0.map { .amount($0) } ?? .empty }
      + [.text(row.modelName), .text(row.modelVersion), .text(row.runID), .text(row.predictionTime)]
  }

  private static func values(_ row: ActualRow, _ columns: [Column]) -> [Value] {
    let extra = extra.filter { extra in columns.contains { $0.name == extra.name } }
    return [.date(row.month)] + row.keys.values.map { .text($0) } + [.amount(row.value)]
      + extra.map { row[keyPath: $0.path].map { .amount($0) } ?? .empty } + [.flag(row.isComplete)]
  }

  private static var extra: [(name: String, path: KeyPath<ActualRow, Amount?> & Sendable)] {
    [
      ("units", \.units), ("inflow", \.inflow), ("outflow", \.outflow), ("revaluation", \.revaluation),
    ]
  }

  /// `gross_margin` to `GrossMargin`.
  static func camelCase(_ name: String) -> String {
    name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }
}
