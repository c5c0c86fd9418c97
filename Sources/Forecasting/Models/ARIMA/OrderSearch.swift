#if canImport(Glibc)
  import Glibc
#endif

/// The stepwise walk through orders of Hyndman and Khandakar (2008): from a few that often fit to ever better
/// neighbours, until none is better.
struct OrderSearch {
  /// Differences that were decided beforehand.
  let d: Int
  let seasonalD: Int
  private(set) var best: (order: ArimaOrder, criterion: Double)?
  private var tried: Set<ArimaOrder> = []

  private static let greatest = 3
  private static let greatestSeasonal = 2
  /// As many as the search moves at once.
  private static let mostParameters = 8

  /// Decides the differences: a seasonal one if the season is strong, and a first one while the level is not
  /// stationary (Kwiatkowski and others 1992).
  init(_ values: [Double]) {
    seasonalD = Stationarity.seasonalStrength(values) > 0.64 ? 1 : 0
    var rest = Differencing(ArimaOrder(0, 0, 0, seasonal: (0, seasonalD, 0))).apply(values)
    var differences = 0
    while differences < 2 - seasonalD && !Stationarity.isLevelStationary(rest) {
      rest = Differencing(ArimaOrder(0, 1, 0)).apply(rest)
      differences += 1
    }
    d = differences
  }

  private var mayHaveMean: Bool { d + seasonalD <= 1 }

  /// The orders to try next, none twice; empty when the walk is over.
  mutating func next() -> [ArimaOrder] {
    let candidates = best.map { neighbours(of: $0.order) } ?? starts
    let fresh = candidates.filter { $0.searched <= Self.mostParameters && !tried.contains($0) }
    tried.formUnion(fresh)
    return fresh
  }

  mutating func tell(_ order: ArimaOrder, _ criterion: Double) {
    if criterion < best?.criterion ?? Simplex.worst { best = (order, criterion) }
  }

  private var starts: [ArimaOrder] {
    [(2, 2, 1, 1), (0, 0, 0, 0), (1, 0, 1, 0), (0, 1, 0, 1)].compactMap {
      order($0.0, $0.1, $0.2, $0.3, mayHaveMean)
    }
      + (mayHaveMean ? [order(0, 0, 0, 0, false)].compactMap(\.self) : [])
  }

  private func neighbours(of best: ArimaOrder) -> [ArimaOrder] {
    let (p, q, sp, sq) = (best.p, best.q, best.seasonalP, best.seasonalQ)
    var found: [ArimaOrder?] = []
    for step in [-1, 1] {
      found.append(order(p, q, sp + step, sq, best.hasMean))
      found.append(order(p, q, sp, sq + step, best.hasMean))
      found.append(order(p, q, sp + step, sq + step, best.hasMean))
      found.append(order(p + step, q, sp, sq, best.hasMean))
      found.append(order(p, q + step, sp, sq, best.hasMean))
      found.append(order(p + step, q + step, sp, sq, best.hasMean))
    }
    if mayHaveMean { found.append(order(p, q, sp, sq, !best.hasMean)) }
    return found.compactMap(\.self)
  }

  private func order(_ p: Int, _ q: Int, _ sp: Int, _ sq: Int, _ hasMean: Bool) -> ArimaOrder? {
    guard (0...Self.greatest).contains(p), (0...Self.greatest).contains(q),
      (0...Self.greatestSeasonal).contains(sp), (0...Self.greatestSeasonal).contains(sq)
    else { return nil }
    return ArimaOrder(p, d, q, seasonal: (sp, seasonalD, sq), mean: hasMean)
  }
}
