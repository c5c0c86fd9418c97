/// Makes forecasts of leaves and upper nodes agree.
///
/// The weighted methods project the base forecasts onto those that add up: with C = (I, -membership) the
/// constraints and W the covariance of errors, reconciled = base - W Cᵀ (C W Cᵀ)⁻¹ C base (Wickramasuriya and
/// others 2019, in the form of Di Fonzo and Girolimetto 2023), which needs a system of the size of the upper nodes
/// only. Where that system is singular (a single child, errors that are all zero) the redundant constraints are
/// left out. Only leaves are returned: an upper value is the sum of its leaves.
struct Reconciler {
  private let method: ReconciliationMethod
  /// The leaves of every upper node, level after level.
  private let nodes: [[Int]]
  private let leafCount: Int
  private let covariance: ErrorCovariance?

  /// `errors` are one-month backtest errors of leaves, then of upper nodes level after level, the most recent first.
  init(_ method: ReconciliationMethod, grouping: Grouping, leafCount: Int, errors: [[Double]]) {
    self.method = method
    self.leafCount = leafCount
    nodes = grouping.levels.flatMap(\.nodes)
    switch method {
    case .bottomUp, .topDown: covariance = nil
    case .weightedLeastSquares: covariance = ErrorCovariance(errors, isDiagonal: true)
    case .minimumTrace: covariance = ErrorCovariance(errors, isDiagonal: false)
    }
  }

  /// Reconciled leaves by horizon; a leaf or node without a base forecast is an empty list and stays one.
  func reconcile(leaves: [[Double]], nodes base: [[Double]]) -> [[Double]] {
    if method == .topDown { return topDown(leaves, base) }
    guard let covariance else { return leaves }
    let present = nodes.indices.filter { !base[$0].isEmpty }
    let horizons = leaves.first { !$0.isEmpty }?.count ?? 0
    guard !present.isEmpty, horizons > 0 else { return leaves }

    let contrasts = covariance.rows.map { row in
      present.map { node in
        nodes[node].reduce(row[leafCount + node]) { leaves[$1].isEmpty ? $0 : $0 - row[$1] }
      }
    }
    let system = SemidefiniteSystem(constraints(covariance, present, contrasts, leaves), size: present.count)
    var reconciled = leaves
    for horizon in 0..<horizons {
      let gaps = present.map { node in
        nodes[node].reduce(base[node][horizon]) { leaves[$1].isEmpty ? $0 : $0 - leaves[$1][horizon] }
      }
      let multipliers = system.solve(gaps)
      for (index, node) in present.enumerated() {
        for leaf in nodes[node] where !leaves[leaf].isEmpty {
          reconciled[leaf][horizon] += covariance.diagonal[leaf] * multipliers[index]
        }
      }
      for (row, contrast) in zip(covariance.rows, contrasts) {
        let common = zip(contrast, multipliers).reduce(0) { $0 + $1.0 * $1.1 }
        for leaf in 0..<leafCount where !leaves[leaf].isEmpty {
          reconciled[leaf][horizon] -= row[leaf] * common
        }
      }
    }
    return reconciled
  }

  /// C W Cᵀ over the nodes that are present, row after row.
  private func constraints(
    _ covariance: ErrorCovariance, _ present: [Int], _ contrasts: [[Double]], _ leaves: [[Double]]
  ) -> [Double] {
    let size = present.count
    var matrix = [Double](repeating: 0, count: size * size)
    var holders = [[Int]](repeating: [], count: leafCount)
    for (index, node) in present.enumerated() {
      matrix[index * size + index] += covariance.diagonal[leafCount + node]
      for leaf in nodes[node] where !leaves[leaf].isEmpty { holders[leaf].append(index) }
    }
    for leaf in 0..<leafCount {
      for first in holders[leaf] {
        for second in holders[leaf] { matrix[first * size + second] += covariance.diagonal[leaf] }
      }
    }
    for contrast in contrasts {
      for first in 0..<size {
        for second in 0..<size { matrix[first * size + second] += contrast[first] * contrast[second] }
      }
    }
    return matrix
  }

  /// A horizon at which the leaves nearly cancel out, and a grouping without a total, stay bottom-up.
  private func topDown(_ leaves: [[Double]], _ base: [[Double]]) -> [[Double]] {
    guard let total = nodes.firstIndex(where: { $0.count == leafCount }), !base[total].isEmpty else {
      return leaves
    }
    var reconciled = leaves
    for horizon in base[total].indices {
      var sum = 0.0
      var size = 0.0
      for leaf in leaves where !leaf.isEmpty {
        sum += leaf[horizon]
        size += abs(leaf[horizon])
      }
      guard abs(sum) > 0.01 * size else { continue }
      for leaf in reconciled.indices where !leaves[leaf].isEmpty {
        reconciled[leaf][horizon] *= base[total][horizon] / sum
      }
    }
    return reconciled
  }
}
