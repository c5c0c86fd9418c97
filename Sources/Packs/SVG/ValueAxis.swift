/// Values to pixels, always from zero: nothing is cut off.
struct ValueAxis {
  let low: Double
  let high: Double
  /// Pixel of `high` and of `low`.
  let top: Double
  let bottom: Double

  /// Spans zero and all of `values`.
  init(_ values: [Double], top: Double, bottom: Double) {
    low = min(0, values.min() ?? 0)
    let high = max(0, values.max() ?? 0)
    self.high = high > low ? high : low + 1
    self.top = top
    self.bottom = bottom
  }

  func y(_ value: Double) -> Double { bottom - (value - low) / (high - low) * (bottom - top) }

  /// The greatest power of ten that fits on the longer side of zero, and how many pixels it takes, downwards negative:
  /// the scale that a reader compares by.
  var scaleBar: (value: Double, length: Double) {
    let reach = max(high, -low)
    var value = 1.0
    while value * 10 <= reach { value *= 10 }
    while value > reach { value /= 10 }
    let length = value / (high - low) * (bottom - top)
    return (value, high >= -low ? length : -length)
  }
}
