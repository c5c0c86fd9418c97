/// Backtests of all leaves and upper nodes of a panel.
struct PanelBacktests {
  private(set) var leaves: [Backtest]
  /// Level after level, like the grouping.
  private(set) var levels: [[Backtest]]

  /// `backtests` are those of the leaves, then of the nodes, level after level.
  init(_ backtests: [Backtest], grouping: Grouping) {
    var rest = backtests[...]
    levels = grouping.levels.reversed().map { level in
      defer { rest = rest.dropLast(level.nodes.count) }
      return Array(rest.suffix(level.nodes.count))
    }.reversed()
    leaves = Array(rest)
  }

  /// In the order of `init`.
  var all: [Backtest] { leaves + levels.joined() }

  /// The backtests after reconciliation, origin by origin.
  ///
  /// A leaf that an origin did not know yet adds nothing there, while what it brings later counts as an error of its
  /// nodes. Weights are those of all origins together.
  func reconciled(_ grouping: Grouping, by reconciler: Reconciler) -> PanelBacktests {
    var final = self
    let nodes = Array(levels.joined())
    for origin in 0..<((leaves + nodes).map(\.origins).max() ?? 0) {
      let forecasts = reconciler.reconcile(
        leaves: leaves.map { $0.forecasts(origin) }, nodes: nodes.map { $0.forecasts(origin) })
      for (leaf, points) in forecasts.enumerated() { final.leaves[leaf].replace(origin, with: points) }
      for (level, group) in grouping.levels.enumerated() {
        for (node, members) in group.nodes.enumerated() {
          let horizons = levels[level][node].horizons
          let sum = BottomUp.sum(members.map { forecasts[$0] }, horizons: horizons)
          final.levels[level][node].replace(origin, with: sum)
        }
      }
    }
    return final
  }
}
