import Domains
import Forecasting

/// The forecast of a leaf or a node as it is stored: rounded, with its bounds in order. Grain: series x horizon.
struct StoredForecast {
  let value: Amount
  let lower80: Amount
  let upper80: Amount
  let lower95: Amount
  let upper95: Amount

  /// - Parameters:
  ///   - value: rounded already.
  ///   - horizon: 1, 2, …; element `horizon - 1` of the offsets counts.
  /// - Throws: `StoreError.unstorable`, which names series and horizon.
  init(
    value: Amount, offsets: IntervalOffsets, horizon: Int, domain: Domain, series: SeriesKey
  ) throws(StoreError) {
    func bound(_ distances: [Double], _ what: String) throws(StoreError) -> Amount {
      guard distances.count >= horizon else {
        throw .malformed(
          domain: domain.name,
          "series \(series.values.joined(separator: " / ")) has no \(what) at horizon \(horizon)")
      }
      // The distance is rounded, not the bound: rounding keeps the order of distances around a rounded value.
      let distance = distances[horizon - 1]
      guard let rounded = Amount(rounding: distance, decimals: domain.decimals),
        let bound = Self.sum(value, rounded)
      else {
        throw .unstorable(
          domain: domain.name, series: series, horizon: horizon, what: what, value: "\(value) + \(distance)")
      }
      return bound
    }
    self.value = value
    lower80 = try bound(offsets.lower80, "the lower bound at 80 %")
    upper80 = try bound(offsets.upper80, "the upper bound at 80 %")
    lower95 = try bound(offsets.lower95, "the lower bound at 95 %")
    upper95 = try bound(offsets.upper95, "the upper bound at 95 %")
    guard lower95.scaled <= lower80.scaled, lower80.scaled <= value.scaled, value.scaled <= upper80.scaled,
      upper80.scaled <= upper95.scaled
    else {
      throw .unstorable(
        domain: domain.name, series: series, horizon: horizon, what: "the order of the intervals",
        value: "\(lower95) \(lower80) \(value) \(upper80) \(upper95)")
    }
  }

  /// Exact; nil beyond 18 digits.
  static func sum(_ left: Amount, _ right: Amount) -> Amount? {
    // Two numbers of 18 digits do not overflow 64 bits.
    let sum = left + right
    return sum.scaled.magnitude < 1_000_000_000_000_000_000 ? sum : nil
  }
}
