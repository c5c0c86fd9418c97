/// One control: two ways to the same number. Any difference but zero stops publishing and mail.
public struct CheckRow: Hashable, Sendable {
  /// `sales: leaves sum to total`.
  public var name: String
  public var domain: String
  /// What was compared with what, in words.
  public var expectedSource: String
  public var actualSource: String
  public var expected: Amount
  public var actual: Amount
  /// Which of the program's checks it is, for a pack in another language; nil for another.
  public var code: String?
  /// The level that it is about, where it is about one.
  public var level: String?
  /// The comparison that it is about, where it is about one: `ac_py`.
  public var comparison: String?
  /// The period that it is about, where it is about one: `ytd`.
  public var period: String?

  public var difference: Amount { actual - expected }
  public var passed: Bool { difference.isZero }

  public init(
    name: String, domain: String, expectedSource: String, actualSource: String, expected: Amount,
    actual: Amount,
    code: String? = nil, level: String? = nil, comparison: String? = nil, period: String? = nil
  ) {
    self.name = name
    self.domain = domain
    self.expectedSource = expectedSource
    self.actualSource = actualSource
    self.expected = expected
    self.actual = actual
    self.code = code
    self.level = level
    self.comparison = comparison
    self.period = period
  }
}
