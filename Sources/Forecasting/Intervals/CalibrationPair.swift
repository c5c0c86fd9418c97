/// A past forecast with its uncalibrated bounds, and what came; one element a horizon.
struct CalibrationPair: Sendable {
  let points: [Double]
  let offsets: IntervalOffsets
  let actuals: [Double]
}
