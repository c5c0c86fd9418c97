/// Running sums of errors of one method at one horizon.
struct ErrorSums {
  private var pairs = 0
  private var actual = 0.0
  private var absoluteActual = 0.0
  private var error = 0.0
  private var absoluteError = 0.0
  private var squaredError = 0.0
  private var scaledError = 0.0
  private var scaledPairs = 0

  mutating func add(actual: Double, forecast: Double, scale: Double?) {
    let error = actual - forecast
    pairs += 1
    self.actual += actual
    absoluteActual += abs(actual)
    self.error += error
    absoluteError += abs(error)
    squaredError += error * error
    if let scale {
      scaledError += abs(error) / scale
      scaledPairs += 1
    }
  }

  mutating func add(_ other: ErrorSums) {
    pairs += other.pairs
    actual += other.actual
    absoluteActual += other.absoluteActual
    error += other.error
    absoluteError += other.absoluteError
    squaredError += other.squaredError
    scaledError += other.scaledError
    scaledPairs += other.scaledPairs
  }

  func row(level: String, node: Int?, method: EvaluationMethod, horizon: Int) -> EvaluationRow {
    EvaluationRow(
      level: level, node: node, method: method, horizon: horizon, pairs: pairs, sumActual: actual,
      sumAbsoluteActual: absoluteActual, sumError: error, sumAbsoluteError: absoluteError,
      sumSquaredError: squaredError, sumScaledError: scaledError, scaledPairs: scaledPairs)
  }
}
