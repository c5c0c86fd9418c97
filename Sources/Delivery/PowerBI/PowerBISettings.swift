import Domains

/// What a Power BI project is made from: the part of the configuration that decides tables, measures and pages.
public struct PowerBISettings: Hashable, Sendable {
  /// The schema of the forecast tables.
  public var schema: String
  /// Months ahead.
  public var horizons: Int
  /// 1...12; 7 means that a fiscal year starts in July.
  public var fiscalYearStart: Int
  /// In the order of the pages.
  public var domains: [Subject]
  public var ratios: [Ratio]

  /// A domain and how near a forecast of it must be to count as a hit.
  public struct Subject: Hashable, Sendable {
    public var domain: Domain
    public var hitTolerance: HitTolerance

    public init(domain: Domain, hitTolerance: HitTolerance) {
      self.domain = domain
      self.hitTolerance = hitTolerance
    }
  }

  public enum HitTolerance: Hashable, Sendable {
    /// Of the actual: 0.1 is 10 %.
    case fraction(Double)
    /// In the domain's unit.
    case amount(Double)
  }

  /// One flow domain over another, such as margin: gross profit over sales.
  public struct Ratio: Hashable, Sendable {
    public var label: String
    /// Names of domains.
    public var numerator: String
    public var denominator: String

    public init(label: String, numerator: String, denominator: String) {
      self.label = label
      self.numerator = numerator
      self.denominator = denominator
    }
  }

  public init(schema: String, horizons: Int, fiscalYearStart: Int, domains: [Subject], ratios: [Ratio]) {
    self.schema = schema
    self.horizons = horizons
    self.fiscalYearStart = fiscalYearStart
    self.domains = domains
    self.ratios = ratios
  }
}
