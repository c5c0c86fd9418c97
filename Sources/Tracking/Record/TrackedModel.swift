/// A model to be logged, registered and named.
public struct TrackedModel: Hashable, Sendable, Codable {
  /// The registered model: the domain.
  public var name: String
  /// What forecasts: `linear_regression`.
  public var kind: String
  /// Everything but `MLmodel`, which names ids that only MLflow gives.
  public var files: [TrackedFile]
  /// `MLmodel` without those ids.
  public var definition: String
  /// Aliases of its version: `champion`, `challenger`.
  public var aliases: [String]
  /// The as-of month, `2013-11-01`; an alias never goes back to an earlier one by delivery.
  public var asOf: String

  public init(
    name: String, kind: String, files: [TrackedFile], definition: String, aliases: [String], asOf: String
  ) {
    self.name = name
    self.kind = kind
    self.files = files
    self.definition = definition
    self.aliases = aliases
    self.asOf = asOf
  }
}
