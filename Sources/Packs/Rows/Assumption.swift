/// A rule or parameter that the numbers rest on, and where it is set.
public struct Assumption: Hashable, Sendable {
  /// The domain's label; nil for the whole pack.
  public let domain: String?
  public let name: String
  public let value: String
  /// `forecastpack.yml, domains.sales.model`.
  public let source: String

  public init(_ domain: String?, _ name: String, _ value: String, source: String) {
    self.domain = domain
    self.name = name
    self.value = value
    self.source = source
  }
}
