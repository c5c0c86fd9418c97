/// Whose forecast an error belongs to.
public enum EvaluationMethod: String, Hashable, Sendable, Codable, CaseIterable {
  /// What is published: reconciled over the levels.
  case final
  /// The model of the node itself, before reconciliation.
  case model
  /// Linear regression of the leaves, added up; whatever model forecasts.
  case linearRegression = "linear_regression"
  /// The last value.
  case naive
  /// The value twelve months before.
  case seasonalNaive = "seasonal_naive"
}
