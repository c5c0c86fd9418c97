import Glibc

/// A rung fitted to one series under the best of its stable penalties.
struct RegressionCandidate {
  let rung: RegressionRung
  let penalty: Double
  /// Per unit of trend, months and lags, as far as the rung has them.
  let coefficients: [Double]
  let intercept: Double
  /// Row by row, the usable rows in the order of time.
  let leaveOneOutErrors: [Double]

  /// 10^-3 to 10^4 in half decades: from nearly least squares to nearly the mean (or last year's value).
  static let penalties: [Double] = (-6...8).map { pow(10, Double($0) / 2) }

  /// Nil if the series is too short for the rung or no penalty gives a stable recursion.
  /// `values` start in the calendar month `firstMonth` (0...11).
  init?(_ rung: RegressionRung, values: [Double], firstMonth: Int) {
    let rows = rung.usableRows(of: values.count)
    guard rows >= rung.minimumRows else { return nil }
    let differences = Self.differenced(values, by: rung.difference)
    let target = differences[(differences.count - rows)...]
    self.rung = rung
    guard rung.hasTrendAndMonths || !rung.lags.isEmpty else {
      penalty = 0
      coefficients = []
      intercept = 0
      leaveOneOutErrors = Array(target)
      return
    }
    let regression = RidgeRegression(
      design: Self.design(rung, differences, rows: rows, firstMonth: firstMonth),
      target: RowLanes.packed(target), rows: rows, hasIntercept: rung.difference == 0)
    var best: (solution: RidgeRegression.Solution, errors: [Lanes])?
    var least = Double.infinity
    for penalty in Self.penalties {
      let solution = regression.solve(penalty: penalty)
      let polynomial = LagPolynomial(lags: rung.lags, values: solution.coefficients.suffix(rung.lags.count))
      guard polynomial.isStable else { continue }
      let (errors, meanSquare) = regression.leaveOneOut(solution)
      guard meanSquare < least else { continue }
      best = (solution, errors)
      least = meanSquare
    }
    guard let best else { return nil }
    penalty = best.solution.penalty
    coefficients = best.solution.coefficients
    intercept = best.solution.intercept
    leaveOneOutErrors = RowLanes.unpacked(best.errors, rows: rows)
  }

  /// Trend, months and lags of the last `rows` values, column after column in blocks of eight rows.
  private static func design(
    _ rung: RegressionRung, _ values: [Double], rows: Int, firstMonth: Int
  ) -> [Lanes] {
    let first = values.count - rows
    let columns = (rung.hasTrendAndMonths ? 13 : 0) + rung.lags.count
    var design: [Lanes] = []
    design.reserveCapacity(columns * RowLanes.blocks(rows))
    if rung.hasTrendAndMonths {
      RowLanes.append((first..<values.count).map(Double.init)[...], to: &design)
      for month in 0..<12 {
        let isMonth = (first..<values.count).map { (firstMonth + $0) % 12 == month ? 1.0 : 0 }
        RowLanes.append(isMonth[...], to: &design)
      }
    }
    for lag in rung.lags { RowLanes.append(values[(first - lag)..<(values.count - lag)], to: &design) }
    return design
  }

  /// Mean absolute leave-one-out error of the last `count` months.
  func error(last count: Int) -> Double {
    leaveOneOutErrors.suffix(count).reduce(0) { $0 + abs($1) } / Double(count)
  }

  /// The parameters in the unit of the series; `scale` is what the values were divided by.
  func state(scale: Double) -> ModelState {
    var parameters: [ModelState.Parameter] = [
      .init("difference", [Double(rung.difference)]), .init("intercept", [intercept * scale]),
    ]
    if rung.hasTrendAndMonths {
      parameters.append(.init("trend", [coefficients[0] * scale]))
      parameters.append(.init("months", coefficients[1..<13].map { $0 * scale }))
    }
    parameters.append(.init("lags", rung.lags.map(Double.init)))
    parameters.append(.init("lag_coefficients", Array(coefficients.suffix(rung.lags.count))))
    parameters.append(.init("penalty", [penalty]))
    return ModelState(parameters)
  }

  /// `values` themselves, or their changes over `months`.
  static func differenced(_ values: [Double], by months: Int) -> [Double] {
    months == 0 ? values : zip(values.dropFirst(months), values).map { $0 - $1 }
  }
}
