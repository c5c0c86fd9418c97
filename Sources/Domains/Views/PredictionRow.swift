import Forecasting

/// One row of a table `ml_pred_<domain>_<n>m`. Grain: run x leaf series (at the table's horizon).
public struct PredictionRow: Hashable, Sendable {
  public var month: Month
  public var asOfMonth: Month
  public var horizon: Int
  public var seriesID: String
  public var keys: SeriesKey
  public var predictedValue: Amount
  public var lower80: Amount?
  public var upper80: Amount?
  public var lower95: Amount?
  public var upper95: Amount?
  public var modelName: String
  public var modelVersion: String
  public var runID: String
  /// ISO 8601 in UTC, seconds.
  public var predictionTime: String

  public init(
    month: Month, asOfMonth: Month, horizon: Int, seriesID: String, keys: SeriesKey, predictedValue: Amount,
    lower80: Amount?, upper80: Amount?, lower95: Amount?, upper95: Amount?, modelName: String,
    modelVersion: String, runID: String, predictionTime: String
  ) {
    self.month = month
    self.asOfMonth = asOfMonth
    self.horizon = horizon
    self.seriesID = seriesID
    self.keys = keys
    self.predictedValue = predictedValue
    self.lower80 = lower80
    self.upper80 = upper80
    self.lower95 = lower95
    self.upper95 = upper95
    self.modelName = modelName
    self.modelVersion = modelVersion
    self.runID = runID
    self.predictionTime = predictionTime
  }
}
