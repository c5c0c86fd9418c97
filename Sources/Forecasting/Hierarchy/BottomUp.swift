/// Upper values as sums of their leaves.
enum BottomUp {
  /// Horizon by horizon, leaf after leaf; a leaf without a forecast adds nothing.
  static func sum(_ leaves: [[Double]], horizons: Int) -> [Double] {
    var sum = [Double](repeating: 0, count: horizons)
    for leaf in leaves {
      for (index, value) in leaf.enumerated() { sum[index] += value }
    }
    return sum
  }

  /// The backtest of a node whose forecasts are the sums of `leaves`; a leaf that an origin did not know yet adds
  /// nothing there, while what it brings later counts as an error of the node.
  static func backtest(_ node: Backtest, leaves: [Backtest]) -> Backtest {
    var result = node
    for index in result.forecasts.indices { result.forecasts[index] = 0 }
    for leaf in leaves {
      for index in 0..<min(leaf.forecasts.count, result.forecasts.count) {
        result.forecasts[index] += leaf.forecasts[index]
      }
    }
    return result
  }
}
