#if canImport(Glibc)
  import Glibc
#endif

/// How the twelve positions of a year differ from its trend, measured and shrunk towards no season at all.
///
/// Ratios (or differences) to the centred 2x12 moving average are averaged for each position with weights
/// `yearWeight`^age in years; the spread of the twelve means in excess of their sampling variance decides how much
/// of them is kept (James and Stein 1961, for a known centre). Position of a value: its distance from the first
/// value, modulo 12.
struct SeasonalIndex {
  enum Form { case additive, multiplicative }

  static let period = 12

  let form: Form
  /// One a position: mean 0 (additive) or 1 (multiplicative) before shrinking.
  private(set) var factors: [12 of Double]
  /// How much of the measured season was taken away: 0 none, 1 all.
  private(set) var shrinkage: Double

  /// Values divided by 1, or less 0.
  init(none form: Form) {
    self.form = form
    factors = .init(repeating: form == .additive ? 0 : 1)
    shrinkage = 1
  }

  /// As measured before; twelve factors.
  init(_ form: Form, factors: [Double]) {
    self.init(none: form)
    shrinkage = 0
    for position in 0..<Self.period { self.factors[position] = factors[position] }
  }

  /// No season if there are less than two years, or if the measured one is not finite (or not positive).
  /// O(n) time; `scratch` keeps the ratios, so that a batch allocates once.
  init(
    _ values: some RandomAccessCollection<Double>, form: Form, yearWeight: Double, isShrunk: Bool,
    scratch ratios: inout [Double]
  ) {
    self.init(none: form)
    let period = Self.period
    let n = values.count
    guard n >= 2 * period else { return }
    let measured = Self.ratios(values, form: form, to: &ratios)

    var weights: [12 of Double] = .init(repeating: 0)
    var squaredWeights: [12 of Double] = .init(repeating: 0)
    var means: [12 of Double] = .init(repeating: 0)
    Self.forEach(measured, n, yearWeight) { time, position, weight in
      weights[position] += weight
      squaredWeights[position] += weight * weight
      means[position] += weight * ratios[time]
    }
    var overall = 0.0
    for position in 0..<period {
      means[position] /= weights[position]
      overall += means[position] / Double(period)
    }
    var squares: [12 of Double] = .init(repeating: 0)
    if isShrunk {
      Self.forEach(measured, n, yearWeight) { time, position, weight in
        let deviation = ratios[time] - means[position]
        squares[position] += weight * deviation * deviation
      }
    }
    let centre = form == .additive ? 0.0 : 1.0
    var spread = 0.0
    for position in 0..<period {
      means[position] = form == .additive ? means[position] - overall : means[position] / overall
      spread += (means[position] - centre) * (means[position] - centre)
    }
    var kept = 1.0
    if isShrunk {
      kept = 1 - Self.shrinkage(spread / Double(period - 1), weights, squaredWeights, squares)
    }
    for position in 0..<period {
      let factor = centre + kept * (means[position] - centre)
      guard factor.isFinite, form == .additive || factor > 0 else { return }
      means[position] = factor
    }
    factors = means
    shrinkage = 1 - kept
  }

  /// The share to take away: sampling variance of a position's mean against the spread of the twelve.
  private static func shrinkage(
    _ spread: Double, _ weights: [12 of Double], _ squaredWeights: [12 of Double], _ squares: [12 of Double]
  ) -> Double {
    var variance = 0.0
    var counted = 0
    for position in 0..<period {
      let effective = weights[position] * weights[position] / squaredWeights[position]
      // A position seen once says nothing about its variance.
      guard effective > 1.01 else { continue }
      variance += squares[position] / weights[position] / (effective - 1)
      counted += 1
    }
    let most = Double(period - 3) / Double(period - 1)
    guard counted > 0 else { return most }
    variance /= Double(counted)
    let excess = max(0, spread - variance)
    guard excess > 0 else { return most }
    return most * variance / (variance + excess)
  }

  /// Ratios or differences to the centred moving average; they exist for the times that are returned.
  private static func ratios(
    _ values: some RandomAccessCollection<Double>, form: Form, to ratios: inout [Double]
  ) -> Range<Int> {
    let n = values.count
    let half = period / 2
    if ratios.count < n { ratios = [Double](repeating: 0, count: n) }
    let at = { (time: Int) in values[values.index(values.startIndex, offsetBy: time)] }
    var sum = 0.5 * at(0) + 0.5 * at(period)
    for time in 1..<period { sum += at(time) }
    for time in half..<(n - half) {
      if time > half {
        sum += 0.5 * (at(time + half) + at(time + half - 1)) - 0.5 * (at(time - half) + at(time - half - 1))
      }
      let trend = sum / Double(period)
      ratios[time] = form == .additive ? at(time) - trend : at(time) / trend
    }
    return half..<(n - half)
  }

  /// Calls `body` with each time, its position and the weight of its year, the newest year weighing 1.
  @inline(__always)
  private static func forEach(
    _ times: Range<Int>, _ n: Int, _ yearWeight: Double, _ body: (Int, Int, Double) -> Void
  ) {
    var weight = 1.0
    var leftInYear = period
    for time in times.reversed() {
      body(time, time % period, weight)
      leftInYear -= 1
      if leftInYear == 0 {
        leftInYear = period
        weight *= yearWeight
      }
    }
  }

  /// A value of position `time` modulo 12 without its season.
  @inline(__always)
  func adjust(_ value: Double, at time: Int) -> Double {
    let factor = factors[time % Self.period]
    return form == .additive ? value - factor : value / factor
  }

  /// A value without season with that of position `time` modulo 12.
  @inline(__always)
  func restore(_ value: Double, at time: Int) -> Double {
    let factor = factors[time % Self.period]
    return form == .additive ? value + factor : value * factor
  }
}
