/// Quantiles of absolute errors that hold for one more draw of the same kind.
enum ConformalQuantile {
  /// The order statistics of rank ceiling((n + 1) x level) of `values` (Vovk and others 2005). Below 19 values,
  /// where the 95 % rank does not exist, Student's t with n degrees of freedom around their root mean square
  /// `meanSquare`^(1/2), by the first term of its expansion in 1/n (Fisher 1925).
  static func of(_ values: [Double], meanSquare: Double) -> BacktestIntervals.Quantiles {
    guard values.count >= 19 else {
      let deviation = meanSquare.squareRoot()
      return .init(
        eighty: deviation * student(1.2816, values.count), ninetyFive: deviation * student(1.96, values.count))
    }
    let sorted = values.sorted()
    func rank(_ level: Double) -> Double {
      sorted[min(sorted.count, Int((Double(sorted.count + 1) * level).rounded(.up))) - 1]
    }
    return .init(eighty: rank(0.8), ninetyFive: rank(0.95))
  }

  private static func student(_ normal: Double, _ freedom: Int) -> Double {
    normal + (normal * normal * normal + normal) / (4 * Double(max(1, freedom)))
  }
}
