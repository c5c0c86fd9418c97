/// Backtests of leaves and upper nodes after reconciliation, origin by origin.
///
/// A leaf that an origin did not know yet adds nothing there, while what it brings later counts as an error of its
/// nodes. Weights are those of all origins together.
struct ReconciledBacktests {
  private(set) var leaves: [Backtest]
  /// Level after level, like the grouping.
  private(set) var levels: [[Backtest]]

  init(leaves: [Backtest], levels: [[Backtest]], grouping: Grouping, reconciler: Reconciler) {
    self.leaves = leaves
    self.levels = levels
    let nodes = Array(levels.joined())
    for origin in 0..<((leaves + nodes).map(\.origins).max() ?? 0) {
      let forecasts = reconciler.reconcile(
        leaves: leaves.map { $0.forecasts(origin) }, nodes: nodes.map { $0.forecasts(origin) })
      for (leaf, points) in forecasts.enumerated() { self.leaves[leaf].replace(origin, with: points) }
      for (level, group) in grouping.levels.enumerated() {
        for (node, members) in group.nodes.enumerated() {
          let horizons = levels[level][node].horizons
          let sum = BottomUp.sum(members.map { forecasts[$0] }, horizons: horizons)
          self.levels[level][node].replace(origin, with: sum)
        }
      }
    }
  }
}
