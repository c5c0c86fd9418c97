/// What the notation asks of a chart's value axis.
struct ChartScale: Hashable, Sendable {
  var page: String
  var chart: String
  var unit: String
  /// The values at the axis' ends.
  var axis: ClosedRange<Double>
  /// Whether a bar says how long a power of ten is.
  var hasScaleBar: Bool
}
