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

  /// `n/a: negative base`.
  func text(_ language: Language) -> String { "n/a: \(reason(language))" }

  /// After `n/a`: a few words.
  func reason(_ language: Language) -> String {
    let message: Message =
      switch self {
      case .noReference: .reasonNoReference
      case .negativeBase: .reasonNegativeBase
      case .zeroBase: .reasonZeroBase
      case .signChange: .reasonSignChange
      case .noValue: .reasonNoValue
      case .new: .reasonNew
      case .notForecast: .reasonNotForecast
      case .notPlanned: .reasonNotPlanned
      case .outOfScope: .reasonOutOfScope
      case .noPairs: .reasonNoPairs
      case .shortHistory: .reasonShortHistory
      }
    return language.text(message)
  }
}
