import StrictYAML

/// Excel's number formats by kind of cell.
struct NumberFormats: Hashable {
  var money, variance, exact, percent, smallPercent, share, points, count, number, month, date: String

  /// Money and variance have a format a scale; `{limit}` and `{limit_percent}` stand for the percent limit, `{locale}`
  /// for the language that Excel names months in.
  init(_ value: YAMLValue, _ numbers: NumberStyle, _ language: Language) throws(YAMLError) {
    let keys = try value.mapping()
    money = try Self.scaled(keys.required("money"), numbers)
    variance = try Self.scaled(keys.required("variance"), numbers)
    exact = try keys.required("exact").string()
    let limit = numbers.percentLimit
    percent = try keys.required("percent").string()
      .replacing("{limit}", with: limit % 100 == 0 ? "\(limit / 100)" : "\(Double(limit) / 100)")
      .replacing("{limit_percent}", with: "\(limit)")
    smallPercent = try keys.required("small_percent").string()
    share = try keys.required("share").string()
    points = try keys.required("points").string()
    count = try keys.required("count").string()
    number = try keys.required("number").string()
    month = try keys.required("month").string().replacing("{locale}", with: language.excelLocale)
    date = try keys.required("date").string()
    try keys.finish()
  }

  /// The format of a column that a layout adds.
  func format(_ format: TableLayout.Format) -> String {
    switch format {
    case .money: money
    case .variance: variance
    case .exact: exact
    case .percent: percent
    case .share: share
    case .points: points
    case .count: count
    case .number: number
    }
  }

  /// `format` with a few words before the number, in each of its sections.
  static func prefixed(_ format: String, _ words: String) -> String {
    let plain = words.filter { $0 != "\"" && $0 != "\n" }
    return format.split(separator: ";", omittingEmptySubsequences: false).map { section in
      // A condition such as [>3] comes first.
      let condition = section.hasPrefix("[") ? section.prefix { $0 != "]" } + "]" : ""
      return "\(condition)\"\(plain) \"\(section.dropFirst(condition.count))"
    }.joined(separator: ";")
  }

  /// The width of a column for numbers of so many characters: a digit of Arial 10 is 1.06 of Excel's unit.
  static func width(_ characters: Int, scale: Double = 1) -> Double { Double(characters) * 1.06 * scale + 1.2 }

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
    case .blank, .text, .verdict, .unavailable: nil
    case .month: month
    case .count: count
    case .money: money
    case .exact: exact
    case .variance: variance
    // A format has two conditions: no room for the limit and for a zero without a sign.
    case .percent(let value, _): abs(value) < 0.005 ? smallPercent : percent
    case .share: share
    case .points: points
    case .number: number
    }
  }
}

extension Language {
  /// Excel's number of the language, in hexadecimal: in `[$-409]mmm`.
  var excelLocale: String { ["en": "409", "de": "407", "fr": "40C", "es": "40A", "it": "410"][code] ?? "409" }
}
