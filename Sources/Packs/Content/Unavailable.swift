/// Why a number is not defined.
public enum Unavailable: String, Hashable, Sendable, CaseIterable {
  case noReference = "no_reference"
  case negativeBase = "negative_base"
  case zeroBase = "zero_base"
  case signChange = "sign_change"
  case noValue = "no_value"
  case new
  case notForecast = "not_forecast"
  case notPlanned = "not_planned"
  case outOfScope = "out_of_scope"
  case noPairs = "no_pairs"
  case shortHistory = "short_history"

  /// After `n/a`: a few words.
  var reason: String {
    switch self {
    case .noReference: "no reference"
    case .negativeBase: "negative base"
    case .zeroBase: "zero base"
    case .signChange: "sign changed"
    case .noValue: "no value"
    case .new: "new"
    case .notForecast: "not forecast"
    case .notPlanned: "not planned"
    case .outOfScope: "outside the plan's scope"
    case .noPairs: "no pairs"
    case .shortHistory: "short history"
    }
  }
}
