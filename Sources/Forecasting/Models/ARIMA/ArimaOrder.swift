/// The order of a seasonal autoregressive integrated moving average, in Box and Jenkins' notation.
struct ArimaOrder: Hashable, Sendable, CustomStringConvertible {
  /// Autoregressive terms, first differences, moving-average terms; 0...3, 0...2, 0...3.
  let p: Int
  let d: Int
  let q: Int
  /// The same in steps of a year; 0...2, 0...1, 0...2.
  let seasonalP: Int
  let seasonalD: Int
  let seasonalQ: Int
  /// Whether the differenced series has a mean of its own: a drift if it is differenced once.
  let hasMean: Bool

  init(_ p: Int, _ d: Int, _ q: Int, seasonal: (Int, Int, Int) = (0, 0, 0), mean hasMean: Bool = false) {
    (self.p, self.d, self.q) = (p, d, q)
    (seasonalP, seasonalD, seasonalQ) = seasonal
    self.hasMean = hasMean
  }

  /// `(0,1,1)(0,1,1)12`, with ` mean` where there is one.
  var description: String {
    "(\(p),\(d),\(q))(\(seasonalP),\(seasonalD),\(seasonalQ))12" + (hasMean ? " mean" : "")
  }

  /// What the search moves.
  var searched: Int { p + q + seasonalP + seasonalQ + (hasMean ? 1 : 0) }
  /// Values that differencing uses up.
  var lost: Int { d + SeasonalIndex.period * seasonalD }
  /// Differenced values whose autoregression reaches before the first; their errors are not counted.
  var skipped: Int { p + SeasonalIndex.period * seasonalP }
}
