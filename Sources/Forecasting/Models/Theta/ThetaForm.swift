/// Which member of the theta family.
enum ThetaForm: Sendable {
  /// Assimakopoulos and Nikolopoulos (2000): theta 2, one line through all values.
  case standard
  /// Theta is estimated; one line through all values.
  case optimised
  /// Theta is estimated; at each time the line through the values so far.
  case dynamicOptimised

  var isDynamic: Bool { self == .dynamicOptimised }
  /// 1 - 1/theta where it is not estimated.
  var fixedWeight: Double? { self == .standard ? 0.5 : nil }
}
