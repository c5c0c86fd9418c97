/// The three lines over a chart or table: who, what (with unit), when (scenarios and period). No evaluation.
public struct Title: Hashable, Sendable {
  public var who: String
  public var what: String
  public var when: String

  public init(who: String, what: String, when: String) {
    self.who = who
    self.what = what
    self.when = when
  }

  /// All three in one line.
  var line: String { "\(who), \(what), \(when)" }
}
