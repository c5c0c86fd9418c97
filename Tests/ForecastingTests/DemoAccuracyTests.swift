import Testing

@testable import Forecasting

/// Forecasts of the demo's domains as of 2012-06 … 2013-11, each seeing only what was known then.
@Suite struct DemoAccuracyTests {
  @Test(arguments: ["sales", "profit", "inventory"])
  func regressionStaysWithinTwiceTheSeasonalNaiveAtEveryHorizon(domain: String) throws {
    let demo = try DemoPanel(domain)
    var sums: [String: [Int: Sums]] = [:]
    var month = Month(year: 2012, month: 6)
    while month <= DemoPanel.lastMonth {
      let (panel, series) = try demo.panel(asOf: month)
      let grouping = demo.grouping(series)
      var settings = EngineSettings()
      settings.backtestOrigins = 0
      let training = try Engine.train(panel, grouping: grouping, settings: settings)
      let predictions = try Engine.predict(training, panel: panel, grouping: grouping)
      for horizon in 1...12 where month + horizon <= DemoPanel.lastMonth {
        var nodes = series.indices.map { ("leaf", [$0]) }
        for level in grouping.levels { nodes += level.nodes.map { (level.name, $0) } }
        for (level, leaves) in nodes {
          var node = Sums()
          for leaf in leaves {
            let history = panel[leaf].values
            let naive = history.suffix(1).first ?? 0
            let last = history.count >= 12 ? history.suffix(12)[history.endIndex - 12 + horizon - 1] : naive
            node.actual += demo.actual(series[leaf], month + horizon)
            node.model += predictions.leaves[leaf].points[horizon - 1]
            node.seasonal += last
            node.naive += naive
          }
          sums[level, default: [:]][horizon, default: Sums()].addErrors(of: node)
        }
      }
      month = month + 1
    }
    for (level, horizons) in sums {
      for (horizon, sum) in horizons {
        #expect(sum.model <= 2 * sum.seasonal, "\(domain), \(level), horizon \(horizon)")
        #expect(sum.actual > 0)
      }
    }
  }

  private struct Sums {
    var actual = 0.0
    var model = 0.0
    var seasonal = 0.0
    var naive = 0.0

    mutating func addErrors(of node: Sums) {
      actual += abs(node.actual)
      model += abs(node.actual - node.model)
      seasonal += abs(node.actual - node.seasonal)
      naive += abs(node.actual - node.naive)
    }
  }
}
