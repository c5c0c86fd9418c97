import Foundation
import Testing

@testable import Forecasting

/// Expected values: Fixtures/regression.py (numpy: least squares of an augmented matrix, a fit for every row left
/// out, roots of the polynomial).
@Suite struct RegressionTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let firstMonth: Int
    let values: [Double]
    let rung: String
    let penalty: Double?
    let scores: [String: Double]?
    let forecasts: [Double]
    var testDescription: String { name }
    var series: TimeSeries { TimeSeries(values, firstMonth: Month(year: 2010, month: firstMonth)) }
  }

  static let cases: [Case] = load("regression.json")

  static func load<Value: Decodable>(_ name: String) -> [Value] {
    do {
      return try JSONDecoder().decode([Value].self, from: try Fixture.data(name))
    } catch {
      Issue.record("\(name): \(error)")
      return []
    }
  }

  @Test func everyCaseIsThere() { #expect(Self.cases.count == 13) }

  @Test(arguments: cases) func rungPenaltyScoresAndForecastsAgreeWithNumpy(expected: Case) throws {
    let model = LinearRegression()
    let fit = try model.fit(expected.series, settings: EngineSettings())
    #expect(fit.rung == expected.rung)
    if let penalty = expected.penalty {
      let found = try #require(fit.state["penalty"].first)
      #expect(abs(found - penalty) <= 1e-9 * penalty)
    }
    for (rung, score) in expected.scores ?? [:] {
      let found = try #require(fit.candidates.first { $0.model == rung }?.score)
      #expect(abs(found - score) <= 1e-8 * score)
    }
    let largest = expected.values.map(abs).max() ?? 0
    for (found, value) in zip(model.predict(fit.state, expected.series, horizons: 12), expected.forecasts) {
      #expect(abs(found - value) <= 1e-8 * largest)
    }
  }

  @Test(arguments: [0.001, 0.1, 1, 100], [true, false])
  func leaveOneOutInClosedFormEqualsRefitting(penalty: Double, hasIntercept: Bool) {
    let design: [Double] = [2, 1, 4, -3, 7, 0.5, 1, 9, -2, 4, 3, 3, 8, -1]
    let target: [Double] = [3, 1, 9, 12, -1, 7, 2]
    let columns = (0..<2).flatMap { column in
      RowLanes.packed(target.indices.map { design[$0 * 2 + column] }[...])
    }
    let all = RidgeRegression(
      design: columns, target: RowLanes.packed(target[...]), rows: target.count, hasIntercept: hasIntercept)
    let errors = RowLanes.unpacked(all.leaveOneOut(all.solve(penalty: penalty)).errors, rows: target.count)
    for left in target.indices {
      let kept = target.indices.filter { $0 != left }
      let forecast = Self.refit(
        design, target, kept, penalty: penalty, hasIntercept: hasIntercept, at: left)
      #expect(abs(errors[left] - (target[left] - forecast)) < 1e-9)
    }
  }

  /// Two columns, solved by Cramer's rule on the standard deviations of all rows and the penalty of all rows.
  private static func refit(
    _ design: [Double], _ target: [Double], _ kept: [Int], penalty: Double, hasIntercept: Bool, at left: Int
  ) -> Double {
    func column(_ index: Int, _ rows: [Int]) -> [Double] { rows.map { design[$0 * 2 + index] } }
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    let everything = Array(target.indices)
    let deviations = (0..<2).map { index -> Double in
      let values = column(index, everything)
      let centre = hasIntercept ? mean(values) : 0
      return mean(values.map { ($0 - centre) * ($0 - centre) }).squareRoot()
    }
    let centres = (0..<2).map { hasIntercept ? mean(column($0, kept)) : 0 }
    let y = kept.map { target[$0] }
    let centreY = hasIntercept ? mean(y) : 0
    let x = (0..<2).map { index in column(index, kept).map { ($0 - centres[index]) / deviations[index] } }
    func dot(_ left: [Double], _ right: [Double]) -> Double { zip(left, right).reduce(0) { $0 + $1.0 * $1.1 } }
    let ridge = penalty * Double(target.count)
    let (a, b, d) = (dot(x[0], x[0]) + ridge, dot(x[0], x[1]), dot(x[1], x[1]) + ridge)
    let moments = (0..<2).map { dot(x[$0], y.map { $0 - centreY }) }
    let determinant = a * d - b * b
    let slopes = [
      (moments[0] * d - moments[1] * b) / determinant, (a * moments[1] - b * moments[0]) / determinant,
    ]
    return (0..<2).reduce(centreY) {
      $0 + slopes[$1] * (design[left * 2 + $1] - centres[$1]) / deviations[$1]
    }
  }

  struct Polynomial: Decodable, Sendable {
    let coefficients: [Double]
    let radius: Double
  }

  @Test func stabilityAgreesWithTheRootsThatNumpyFinds() {
    let polynomials: [Polynomial] = Self.load("stability.json")
    #expect(polynomials.count == 100)
    for polynomial in polynomials {
      let lags = Array(1...polynomial.coefficients.count)
      let isStable = LagPolynomial(lags: lags, values: polynomial.coefficients).isStable
      #expect(isStable == (polynomial.radius < 1), "\(polynomial.coefficients)")
    }
  }

  @Test func aUnitRootIsNotStable() {
    #expect(!LagPolynomial(lags: [1], values: [1]).isStable)
    #expect(!LagPolynomial(lags: [12], values: [-1]).isStable)
    #expect(LagPolynomial(lags: [1, 12], values: [0.3, 0.6]).isStable)
    #expect(LagPolynomial(lags: [], values: []).isStable)
  }

  @Test(arguments: cases) func fittedValuesAreTheRecursionOneStepAhead(expected: Case) throws {
    let model = LinearRegression()
    let fit = try model.fit(expected.series, settings: EngineSettings())
    let fitted = model.fitted(fit.state, expected.series)
    #expect(fitted.start + fitted.values.count == expected.values.count)
    for (index, value) in fitted.values.enumerated() where fit.state["value"].isEmpty {
      // The trend counts from the first month, so that a shorter prefix gives the same equation.
      let prefix = expected.series.prefix(fitted.start + index)
      let next = model.predict(fit.state, prefix, horizons: 1)[0]
      #expect(abs(next - value) <= 1e-9 * (1 + abs(value)))
    }
    #expect(model.residuals(fit.state, expected.series).count == fitted.values.count)
  }

  @Test(arguments: cases, [0.125, -4, 0x1p-900, 0x1p400])
  func scalingByAPowerOfTwoScalesForecastsExactly(expected: Case, factor: Double) throws {
    let model = LinearRegression()
    let scaled = TimeSeries(expected.values.map { $0 * factor }, firstMonth: expected.series.firstMonth)
    let fit = try model.fit(expected.series, settings: EngineSettings())
    let other = try model.fit(scaled, settings: EngineSettings())
    #expect(other.rung == fit.rung)
    let forecasts = model.predict(fit.state, expected.series, horizons: 12)
    #expect(model.predict(other.state, scaled, horizons: 12) == forecasts.map { $0 * factor })
  }

  @Test(arguments: cases) func shiftingTheLevelShiftsForecasts(expected: Case) throws {
    let model = LinearRegression()
    let shifted = TimeSeries(expected.values.map { $0 + 1000 }, firstMonth: expected.series.firstMonth)
    let fit = try model.fit(expected.series, settings: EngineSettings())
    let other = try model.fit(shifted, settings: EngineSettings())
    #expect(other.rung == fit.rung)
    let forecasts = model.predict(fit.state, expected.series, horizons: 12)
    let largest = 1000 + (expected.values.map(abs).max() ?? 0)
    for (found, value) in zip(model.predict(other.state, shifted, horizons: 12), forecasts) {
      #expect(abs(found - value - 1000) <= 1e-8 * largest)
    }
  }
}
