/// Weighted sum of errors over the weighted sum of their sizes, within -1...1 (Trigg 1964); the weight falls by a
/// tenth a month, and the sums start with the errors themselves, so that short histories are not biased to zero.
///
/// The limit of 0.8 is exceeded by 0.4 % of independent normal errors after 24 months, and by 2 % after 12, the
/// fewest that are judged (200,000 simulated series).
enum TrackingSignal {
  static let limit = 0.8
  static let fewestErrors = 12
  private static let decay = 0.9

  /// `errors` from the oldest on; nil if there are too few.
  static func signal(_ errors: [Double], firstMonth: Month) -> DriftSignal? {
    guard errors.count >= fewestErrors else { return nil }
    var sum = 0.0
    var size = 0.0
    let values = errors.enumerated().map { index, error -> Double in
      sum = decay * sum + error
      size = decay * size + abs(error)
      return size > 0 && index + 1 >= fewestErrors ? sum / size : 0
    }
    return DriftSignal(
      kind: .trackingSignal, value: values[values.count - 1], limit: limit,
      since: DriftMonitor.start(values, limit: limit, lastMonth: firstMonth + errors.count - 1))
  }
}
