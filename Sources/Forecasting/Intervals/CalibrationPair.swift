/// A past forecast with its uncalibrated bounds, and what came; one element a horizon.
public struct CalibrationPair: Hashable, Sendable, Codable {
  let points: [Double]
  let offsets: IntervalOffsets
  let actuals: [Double]
}
