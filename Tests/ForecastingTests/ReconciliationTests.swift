import Foundation
import Testing

@testable import Forecasting

@Suite struct ReconciliationTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let method: ReconciliationMethod
    let shrinkage: Double
    let nodes: [[Int]]
    let errors: [[Double]]
    let base: [[Double]]
    let leaves: [[Double]]
    var testDescription: String { "\(method), \(errors[0].count) origins" }
  }

  /// Fixtures/reconciliation.py: numpy, by the projection S (Sᵀ W⁻¹ S)⁻¹ Sᵀ W⁻¹, which this code never forms.
  @Test func leavesAgreeWithTheTextbookProjection() throws {
    let cases = try JSONDecoder().decode([Case].self, from: Fixture.data("reconciliation.json"))
    #expect(cases.count == 4)
    for expected in cases {
      let levels = expected.nodes.enumerated().map { GroupLevel(name: "\($0)", nodes: [$1]) }
      let count = expected.leaves.count
      let reconciler = Reconciler(
        expected.method, grouping: Grouping(levels: levels), leafCount: count, errors: expected.errors)
      let found = reconciler.reconcile(
        leaves: Array(expected.base.prefix(count)), nodes: Array(expected.base.dropFirst(count)))
      for (leaf, values) in zip(found, expected.leaves) {
        for (point, value) in zip(leaf, values) { #expect(abs(point - value) < 1e-9, "\(expected.method)") }
      }
      let covariance = ErrorCovariance(
        expected.errors, isDiagonal: expected.method == .weightedLeastSquares)
      #expect(abs(covariance.shrinkage - expected.shrinkage) < 1e-12)
    }
  }

  @Test func topDownSharesTheTotalAsTheLeavesAreForecast() {
    let grouping = Grouping(levels: [GroupLevel(name: "total", nodes: [[0, 1, 2]])])
    let reconciler = Reconciler(.topDown, grouping: grouping, leafCount: 3, errors: [[], [], [], []])
    let found = reconciler.reconcile(leaves: [[10, 1], [30, -1], []], nodes: [[80, 7]])
    // Horizon 1: 80 in the ratio 10 : 30. Horizon 2: the leaves cancel out and stay.
    #expect(found == [[20, 1], [60, -1], []])
  }

  @Test(arguments: ReconciliationMethod.allCases)
  func whatAgreesAlreadyIsLeftAlone(method: ReconciliationMethod) {
    let grouping = Grouping(levels: [GroupLevel(name: "total", nodes: [[0, 1]])])
    let reconciler = Reconciler(
      method, grouping: grouping, leafCount: 2, errors: [[1, -2, 1, 3], [2, 2, -1, 0], [3, 0, 0, 3]])
    let found = reconciler.reconcile(leaves: [[8], [32]], nodes: [[40]])
    #expect(abs(found[0][0] - 8) < 1e-12 && abs(found[1][0] - 32) < 1e-12)
  }

  @Test func aPreciseTotalMovesTheLeavesByTheirVariances() {
    let grouping = Grouping(levels: [GroupLevel(name: "total", nodes: [[0, 1]])])
    // Variances 1 and 3, total exact: the gap of 8 is shared 1 : 3.
    let reconciler = Reconciler(
      .weightedLeastSquares, grouping: grouping, leafCount: 2, errors: [[1], [-3.0.squareRoot()], [0]])
    let found = reconciler.reconcile(leaves: [[10], [10]], nodes: [[28]])
    #expect(abs(found[0][0] - 12) < 1e-12)
    #expect(abs(found[1][0] - 16) < 1e-12)
  }

  /// Singular systems: levels that repeat each other, a single child, constant and all-zero series, a leaf without
  /// any forecast, a newcomer without errors.
  @Test(arguments: ReconciliationMethod.allCases)
  func singularCasesAddUpAndStayFinite(method: ReconciliationMethod) throws {
    let asOf = Month(year: 2013, month: 11)
    let series: [[Double]] = [
      Array(repeating: 0, count: 30), Array(repeating: 4, count: 30), (0..<30).map { Double($0 * 31 % 17) },
      [9], [.nan], (0..<14).map { Double($0 * 5 % 7) },
    ]
    let panel = try Panel(
      asOf: asOf, values: Array(series.joined()),
      offsets: series.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) },
      firstMonths: series.map { asOf - $0.count + 1 })
    let grouping = Grouping(levels: [
      GroupLevel(name: "total", nodes: [[0, 1, 2, 3, 4, 5]]),
      GroupLevel(name: "again", nodes: [[0, 1, 2, 3, 4, 5]]),
      GroupLevel(name: "single", nodes: [[0], [1], [2], [3], [4], [5]]),
      GroupLevel(name: "pairs", nodes: [[0, 1], [2, 3], [4, 5]]),
    ])
    var settings = EngineSettings()
    settings.reconciliation = method
    let training = try Engine.train(panel, grouping: grouping, settings: settings)
    let json = try JSONEncoder().encode(training)
    let restored = try JSONDecoder().decode(Training.self, from: json)
    #expect(restored == training)
    let predictions = try Engine.predict(restored, panel: panel, grouping: grouping)
    for (level, forecasts) in zip(grouping.levels, predictions.levels) {
      for (node, forecast) in zip(level.nodes, forecasts) {
        for horizon in 0..<12 {
          let sum = node.reduce(0) { result, leaf in
            let points = predictions.leaves[leaf].points
            return points.isEmpty ? result : result + points[horizon]
          }
          #expect(sum.isFinite && forecast.reconciled[horizon] == sum)
        }
      }
    }
    #expect(predictions.leaves[4].points.isEmpty)
    #expect(predictions.leaves[0].points.allSatisfy { $0.isFinite })
  }

  @Test func whatReconciliationChangedIsKept() throws {
    let (panel, series) = try DemoPanel("sales").panel(asOf: DemoPanel.lastMonth)
    let grouping = try DemoPanel("sales").grouping(series)
    var settings = EngineSettings()
    let bottomUp = try Engine.predict(
      Engine.train(panel, grouping: grouping, settings: settings), panel: panel, grouping: grouping)
    settings.reconciliation = .minimumTrace
    let training = try Engine.train(panel, grouping: grouping, settings: settings)
    let minimumTrace = try Engine.predict(training, panel: panel, grouping: grouping)
    #expect(minimumTrace.leaves.map(\.base) == bottomUp.leaves.map(\.points))
    #expect(minimumTrace.leaves.contains { $0.difference.contains { abs($0) > 1 } })
    #expect(minimumTrace.levels.map { $0.map(\.base) } == bottomUp.levels.map { $0.map(\.base) })
    let total = minimumTrace.levels[0][0]
    #expect(total.difference == zip(total.reconciled, total.base).map { $0 - $1 })
    let methods = Set(training.evaluation.filter { $0.level == "leaf" && $0.node == nil }.map(\.method))
    #expect(methods == Set(EvaluationMethod.allCases))
  }
}
