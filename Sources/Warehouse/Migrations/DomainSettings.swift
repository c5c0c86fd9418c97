import Domains

/// A domain and what its tables and views need to know beside it.
public struct DomainSettings: Hashable, Sendable {
  public let domain: Domain
  /// Months ahead, 1 or more: as many partitions.
  public let horizons: Int
  public let hitTolerance: HitTolerance

  /// How near a forecast must be to count as a hit.
  public enum HitTolerance: Hashable, Sendable {
    /// A fraction of the actual: 0.1 is 10 %.
    case fraction(Double)
    /// An amount in the domain's unit.
    case amount(Double)
  }

  public init(domain: Domain, horizons: Int, hitTolerance: HitTolerance) {
    self.domain = domain
    self.horizons = horizons
    self.hitTolerance = hitTolerance
  }
}
