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

  public var difference: Amount { actual - expected }
  public var passed: Bool { difference.isZero }

  public init(
    name: String, domain: String, expectedSource: String, actualSource: String, expected: Amount, actual: Amount
  ) {
    self.name = name
    self.domain = domain
    self.expectedSource = expectedSource
    self.actualSource = actualSource
    self.expected = expected
    self.actual = actual
  }
}
