/// Which of several models forecasts a series: the first, unless another one's rolling backtest gains more than noise.
///
/// Compared are mean absolute errors over all horizons, origin by origin, over the origins that both have seen with
/// `fewestMonths`. Another model is chosen if over at least `fewestOrigins` of them its mean error is smaller by at
/// least `margin`, and by more than chance (`PairedGain`); of several such, the one with the least error.
struct ModelChoice {
  static let fewestMonths = 13
  static let fewestOrigins = 12
  static let margin = 0.05

  /// The position of the chosen model.
  let chosen: Int
  /// One a model, the least error first.
  let candidates: [CandidateScore]
  /// In a sentence; empty if there was one model only.
  let reason: String

  /// `models` and `backtests` belong together, the incumbent first; a challenger without a backtest could not be used,
  /// and `notes` says why.
  init(models: [String], backtests: [Backtest?], notes: [String]) {
    let losses = backtests.map { $0.map(Self.losses) ?? [] }
    let incumbent = losses[0]
    let enough = incumbent.count >= Self.fewestOrigins
    var best = 0
    var scores: [(index: Int, score: CandidateScore)] = []
    for index in models.indices {
      let own = losses[index]
      guard !own.isEmpty else {
        scores.append((index, CandidateScore(model: models[index], score: nil, note: notes[index])))
        continue
      }
      var note = index == 0 ? "the one that stays unless another gains" : ""
      if index > 0, enough {
        let gain = PairedGain(
          incumbent, own, bandwidth: min(backtests[0]?.horizons ?? 1, incumbent.count / 2))
        let share = Self.mean(incumbent) > 0 ? gain.mean / Self.mean(incumbent) : 0
        let isBetter = share >= Self.margin && gain.isBeyondChance
        note =
          "\(Self.percent(share)) smaller errors, statistic \(Self.decimal(gain.statistic)) of the "
          + "\(Self.decimal(gain.critical)) that are beyond chance"
        if isBetter, best == 0 || Self.mean(own) < Self.mean(losses[best]) { best = index }
      }
      scores.append((index, CandidateScore(model: models[index], score: Self.mean(own), note: note)))
    }
    chosen = best
    candidates =
      scores.sorted { ($0.score.score ?? .infinity, $0.index) < ($1.score.score ?? .infinity, $1.index) }.map(
        \.score)
    reason =
      models.count == 1
      ? ""
      : !enough
        ? "\(incumbent.count) origins are too few to choose from: \(models[0]) stays"
        : best == 0
          ? "no other model gains more than noise in \(incumbent.count) origins"
          : "in \(incumbent.count) origins \(models[best]) gains more than noise on \(models[0])"
  }

  /// Mean absolute error over the horizons that have an actual, the oldest origin first.
  private static func losses(_ backtest: Backtest) -> [Double] {
    (0..<backtest.origins).reversed().filter { backtest.seen($0) >= fewestMonths }.map { origin in
      var sum = 0.0
      for horizon in 1...backtest.realised(origin) {
        sum += abs(backtest.actual(origin, horizon) - backtest.forecast(origin, horizon))
      }
      return sum / Double(backtest.realised(origin))
    }
  }

  private static func mean(_ losses: [Double]) -> Double { losses.reduce(0, +) / Double(max(losses.count, 1)) }

  private static func percent(_ share: Double) -> String { decimal(100 * share) + " %" }

  /// Two decimals, whatever the locale.
  private static func decimal(_ value: Double) -> String {
    guard abs(value) < 1e6 else { return value > 0 ? "over a million" : "below minus a million" }
    let hundredths = Int((value * 100).rounded())
    let rest = hundredths.magnitude % 100
    return "\(hundredths < 0 ? "-" : "")\(hundredths.magnitude / 100).\(rest < 10 ? "0" : "")\(rest)"
  }
}
