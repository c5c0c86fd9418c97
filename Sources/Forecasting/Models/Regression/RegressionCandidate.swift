import Glibc

/// A rung fitted to one series under the best of its stable penalties.
struct RegressionCandidate {
  let rung: RegressionRung
  let solution: RidgeRegression.Solution

  /// 10^-3 to 10^4 in half decades: from nearly least squares to nearly the mean (or last year's value).
  static let penalties: [Double] = (-6...8).map { pow(10, Double($0) / 2) }

  /// Nil if the series is too short for the rung or no penalty gives a stable recursion.
  /// `values` start in the calendar month `firstMonth` (0...11).
  init?(_ rung: RegressionRung, values: [Double], firstMonth: Int) {
    let rows = rung.usableRows(of: values.count)
    guard rows >= rung.minimumRows else { return nil }
    let differences = Self.differenced(values, by: rung.difference)
    let longest = rung.lags.max() ?? 0
    let target = Array(differences[longest...])
    let columns = (rung.hasTrendAndMonths ? 13 : 0) + rung.lags.count
    guard columns > 0 else {
      let squares = target.reduce(0) { $0 + $1 * $1 }
      self.rung = rung
      solution = .init(
        penalty: 0, coefficients: [], intercept: 0, leaveOneOutErrors: target,
        leaveOneOutError: squares / Double(rows))
      return
    }
    var design = [Double](repeating: 0, count: rows * columns)
    for row in 0..<rows {
      let time = longest + row
      var column = row * columns
      if rung.hasTrendAndMonths {
        design[column] = Double(time)
        design[column + 1 + (firstMonth + time) % 12] = 1
        column += 13
      }
      for (index, lag) in rung.lags.enumerated() { design[column + index] = differences[time - lag] }
    }
    let regression = RidgeRegression(design: design, target: target, hasIntercept: rung.difference == 0)
    var best: RidgeRegression.Solution?
    for penalty in Self.penalties {
      let solution = regression.solve(penalty: penalty)
      let polynomial = LagPolynomial(lags: rung.lags, values: solution.coefficients.suffix(rung.lags.count))
      guard polynomial.isStable else { continue }
      if solution.leaveOneOutError < best?.leaveOneOutError ?? .infinity { best = solution }
    }
    guard let best else { return nil }
    self.rung = rung
    solution = best
  }

  /// Mean absolute leave-one-out error of the last `count` months.
  func error(last count: Int) -> Double {
    solution.leaveOneOutErrors.suffix(count).reduce(0) { $0 + abs($1) } / Double(count)
  }

  /// The parameters in the unit of the series; `scale` is what the values were divided by.
  func state(scale: Double) -> ModelState {
    let coefficients = solution.coefficients
    var parameters: [ModelState.Parameter] = [
      .init("difference", [Double(rung.difference)]), .init("intercept", [solution.intercept * scale]),
    ]
    if rung.hasTrendAndMonths {
      parameters.append(.init("trend", [coefficients[0] * scale]))
      parameters.append(.init("months", coefficients[1..<13].map { $0 * scale }))
    }
    parameters.append(.init("lags", rung.lags.map(Double.init)))
    parameters.append(.init("lag_coefficients", Array(coefficients.suffix(rung.lags.count))))
    parameters.append(.init("penalty", [solution.penalty]))
    return ModelState(parameters)
  }

  /// `values` themselves, or their changes over `months`.
  static func differenced(_ values: [Double], by months: Int) -> [Double] {
    months == 0 ? values : zip(values.dropFirst(months), values).map { $0 - $1 }
  }
}
