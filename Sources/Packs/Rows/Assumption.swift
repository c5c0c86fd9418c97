import Domains

/// A rule or parameter that the numbers rest on, and where it is set.
public struct Assumption: Hashable, Sendable {
  /// The domain's label; nil for the whole pack.
  public let domain: String?
  public let subject: Subject
  /// `forecastpack.yml, domains.sales.model`.
  public let source: String

  /// What is assumed.
  public enum Subject: Hashable, Sendable {
    /// Months that are forecast.
    case horizons(Int)
    /// 1 for January.
    case yearStart(Int)
    /// In months; 0 for all of them.
    case windows([Int])
    case ranges
    case actuals
    case gate(code: String, Finding.Severity)
    case dataset(String)
    case model(String)
    case keys([String])
    case levels([String])
    case unit(String, decimals: Int)
    case overTime(Domain.Kind)
    case preference(Domain.Preference)
    /// `10 %`, `50000 USD`.
    case hit(String)
    case run(id: String, origin: String, time: String)
    case modelsInUse([ModelCount])
    /// Nil before there is a forecast.
    case ahead(Int?)
    /// What the plan covers; none without one.
    case plan([String])
  }

  /// A model and how many series it forecasts.
  public struct ModelCount: Hashable, Sendable {
    let name: String
    let count: Int
  }

  public init(_ domain: String?, _ subject: Subject, source: String) {
    self.domain = domain
    self.subject = subject
    self.source = source
  }
}
