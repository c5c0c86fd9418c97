/// Which states of complex exponential smoothing have a season.
enum ComplexForm: String, Sendable, CaseIterable {
  /// One level and potential. Its name is a fit's rung, where `none` would say that there is no forecast.
  case none = "no_season"
  /// A level and potential of each month.
  case simple
  /// One level and potential, and a number to add for each month.
  case partial
  /// One level and potential, and a second pair for each month.
  case full

  var isSeasonal: Bool { self != .none }
  /// Whether there is a pair that every month moves.
  var hasCommonPair: Bool { self != .simple }
  var parameterCount: Int {
    switch self {
    case .none, .simple: 2
    case .partial: 3
    case .full: 4
    }
  }
}
