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
}
