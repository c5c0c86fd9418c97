/// What is not as it should be in the data.
public struct FindingsPage: Hashable, Sendable {
  /// Counts by severity, domain and code.
  public var summary: Table
  public var all: Table
}
