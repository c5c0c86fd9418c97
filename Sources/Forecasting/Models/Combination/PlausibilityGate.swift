/// The range in which a forecast is believed: that of the last five years, widened by twice itself to either side,
/// and never below 0 for a series that never was.
struct PlausibilityGate {
  let lowest: Double
  let highest: Double

  private static let months = 60
  private static let reach = 2.0

  /// Needs one value at least.
  init(_ values: ArraySlice<Double>) {
    let recent = values.suffix(Self.months)
    let least = recent.min() ?? 0
    let greatest = recent.max() ?? 0
    let room = Self.reach * max(greatest - least, 1e-9 * max(abs(least), abs(greatest)))
    let floor = values.allSatisfy { $0 >= 0 } ? 0 : -Double.greatestFiniteMagnitude
    lowest = max(least - room, floor)
    highest = min(greatest + room, .greatestFiniteMagnitude)
  }

  func admit(_ value: Double) -> Double { min(max(value, lowest), highest) }
}
