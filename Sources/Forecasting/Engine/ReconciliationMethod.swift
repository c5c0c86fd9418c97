/// How the forecasts of leaves and upper levels are made to agree.
public enum ReconciliationMethod: String, Hashable, Sendable, Codable, CaseIterable {
  /// Leaves as they are; an upper value is the sum of its leaves.
  case bottomUp = "bottom_up"
}
