/// The components of exponential smoothing (Hyndman, Koehler, Ord and Snyder 2008), named as they are there.
struct SmoothingForm: Hashable, Sendable, CustomStringConvertible {
  enum Component: String, Sendable {
    case none = "N"
    case additive = "A"
    case multiplicative = "M"
  }

  /// How errors enter; additive or multiplicative.
  var error: Component
  /// None or additive.
  var trend: Component
  var isDamped: Bool
  var season: Component

  /// `AAdA`, `MNM`, …
  var description: String { error.rawValue + trend.rawValue + (isDamped ? "d" : "") + season.rawValue }

  /// All admissible forms without a multiplicative trend: those whose variance stays finite.
  static let all: [SmoothingForm] = [Component.additive, .multiplicative].flatMap { error in
    [(Component.none, false), (.additive, false), (.additive, true)].flatMap { trend, isDamped in
      [Component.none, .additive, .multiplicative].compactMap { season in
        error == .additive && season == .multiplicative
          ? nil : SmoothingForm(error: error, trend: trend, isDamped: isDamped, season: season)
      }
    }
  }

  /// Without an undamped trend and without multiplication: what suits logarithms.
  static let dampedAdditive = all.filter {
    $0.error == .additive && $0.isDamped == ($0.trend != .none)
  }

  /// Multiplying makes no sense of values that are not positive.
  var needsPositive: Bool { error == .multiplicative || season == .multiplicative }
  var isSeasonal: Bool { season != .none }

  /// Smoothing parameters and first states that the search moves.
  var searched: Int { 2 + (trend == .none ? 0 : 2) + (isDamped ? 1 : 0) + (isSeasonal ? 1 : 0) }
}
