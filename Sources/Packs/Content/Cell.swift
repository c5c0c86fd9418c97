import Domains
import Forecasting

/// One typed value of a table.
public enum Cell: Hashable, Sendable {
  /// Nothing is meant to stand here.
  case blank
  case text(String)
  /// Whether a check passed.
  case verdict(Bool)
  case month(Month)
  case count(Int)
  case money(Amount)
  /// Money to its last stored digit, never scaled.
  case exact(Amount)
  case variance(Amount, Impact)
  /// A relative variance as a fraction: 0.25 is +25 %.
  case percent(Double, Impact)
  /// A share of something as a fraction: margin, WAPE.
  case share(Double)
  /// A difference of shares in percentage points.
  case points(Double, Impact)
  /// A plain number with its decimals.
  case number(Double, decimals: Int)
  case unavailable(Unavailable)

  /// The money that it holds, as a level or as a variance.
  public var amount: Amount? {
    switch self {
    case .money(let amount), .exact(let amount), .variance(let amount, _): amount
    default: nil
    }
  }

  var impact: Impact {
    switch self {
    case .variance(_, let impact), .percent(_, let impact), .points(_, let impact): impact
    default: .neutral
    }
  }

  /// As text for readers.
  func text(_ numbers: NumberStyle, _ language: Language) -> String {
    switch self {
    case .blank: ""
    case .text(let text): text
    case .verdict(let passed): language.verdict(passed)
    case .month(let month): language.name(month)
    case .count(let count): numbers.count(count)
    case .money(let amount): numbers.money(amount)
    case .exact(let amount): numbers.exact(amount)
    case .variance(let amount, _): numbers.variance(amount)
    case .percent(let fraction, _): numbers.percent(fraction)
    case .share(let fraction): numbers.share(fraction)
    case .points(let points, _): numbers.points(points)
    case .number(let value, let decimals): numbers.fixed(value, decimals)
    case .unavailable: "n/a"
    }
  }
}
