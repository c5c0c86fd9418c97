import StrictYAML

/// A rule of the notation, in the style of IBCS. Breaking one fails the render; no certification is claimed.
public enum NotationRule: String, Hashable, Sendable, CaseIterable {
  /// A title says who reports.
  case titleWho = "title-who"
  /// A title says what is measured.
  case titleWhat = "title-what"
  /// A title says which scenarios and which period.
  case titleWhen = "title-when"
  /// Money has its unit in the title.
  case unitMissing = "unit-missing"
  /// A measure says whether more is better, since colour is impact.
  case preferenceMissing = "preference-missing"
  /// A value axis starts at zero.
  case axisTruncated = "axis-truncated"
  /// Charts of one unit on a page have one scale, or a bar to compare them by.
  case scaleUnequal = "scale-unequal"
  /// No pie, ring, gauge, radar or depth.
  case chartForbidden = "chart-forbidden"
  /// Every row, column and series has a name.
  case seriesUnlabelled = "series-unlabelled"
  /// A percentage stands beside its money.
  case percentAlone = "percent-alone"
  /// A stock is not summed over months.
  case stockOverTime = "stock-over-time"
  /// A scenario that is shown is defined.
  case termUndefined = "term-undefined"

  /// `[title-who] …`.
  func says(_ message: String) -> String { "[\(rawValue)] \(message)" }
}

extension YAMLValue {
  /// What breaks `rule` here.
  func breaks(_ rule: NotationRule, _ message: String) -> YAMLError { error(rule.says(message)) }

  /// Text that must not be blank.
  func named(_ rule: NotationRule, _ message: String) throws(YAMLError) -> String {
    let text = try string()
    guard !text.isBlank else { throw breaks(rule, message) }
    return text
  }
}

extension String {
  /// Whether there is nothing to read.
  var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
