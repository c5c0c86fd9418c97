import StrictYAML

/// Excel's number formats by kind of cell.
struct NumberFormats: Hashable {
  var money, variance, exact, percent, share, points, count, number, month, date: String

  /// Money and variance have a format a scale; `{limit}` and `{limit_percent}` stand for the percent limit.
  init(_ value: YAMLValue, _ numbers: NumberStyle) throws(YAMLError) {
    let keys = try value.mapping()
    money = try Self.scaled(keys.required("money"), numbers)
    variance = try Self.scaled(keys.required("variance"), numbers)
    exact = try keys.required("exact").string()
    let limit = numbers.percentLimit
    percent = try keys.required("percent").string()
      .replacing("{limit}", with: limit % 100 == 0 ? "\(limit / 100)" : "\(Double(limit) / 100)")
      .replacing("{limit_percent}", with: "\(limit)")
    share = try keys.required("share").string()
    points = try keys.required("points").string()
    count = try keys.required("count").string()
    number = try keys.required("number").string()
    month = try keys.required("month").string()
    date = try keys.required("date").string()
    try keys.finish()
  }

  private static func scaled(_ value: YAMLValue, _ numbers: NumberStyle) throws(YAMLError) -> String {
    let keys = try value.mapping()
    let formats: [(NumberStyle.Scale, String)] = [
      (.none, try keys.required("none").string()), (.k, try keys.required("k").string()),
      (.m, try keys.required("M").string()),
    ]
    try keys.finish()
    return formats.first { $0.0 == numbers.scale }?.1 ?? ""
  }

  /// The format of a cell; nil for text.
  func format(_ cell: Cell) -> String? {
    switch cell {
    case .blank, .text, .unavailable: nil
    case .month: month
    case .count: count
    case .money: money
    case .exact: exact
    case .variance: variance
    case .percent: percent
    case .share: share
    case .points: points
    case .number: number
    }
  }
}
