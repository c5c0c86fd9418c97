import Forecasting

/// The language of names that the pack itself writes.
public enum Language: String, Hashable, Sendable, CaseIterable {
  case english = "en"

  /// `Nov`.
  func shortName(_ month: Month) -> String { Self.months[month.month - 1] }
  /// `Nov 2013`.
  func name(_ month: Month) -> String { "\(shortName(month)) \(month.year)" }
  /// `Jan..Nov 2013`, `Dec 2012..Nov 2013`, or one month.
  func name(_ start: Month, _ end: Month) -> String {
    if start == end { return name(start) }
    return (start.year == end.year ? shortName(start) : name(start)) + ".." + name(end)
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
