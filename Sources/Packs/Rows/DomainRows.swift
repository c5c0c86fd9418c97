import Domains

/// The rows of one domain's views as of the pack's month.
public struct DomainRows: Hashable, Sendable {
  public var domain: Domain
  /// The run that the pack shows, which must be one of the pack's as-of month.
  public var run: ForecastRunRow
  /// `kpi_monthly_<domain>` of the pack's as-of month, every level.
  public var kpis: [KPIRow]
  /// `trend_<domain>` of `run`: months seen and months ahead, at least at the total level.
  public var trend: [ActualForecastRow]
  /// The same view at horizon 1 of every current vintage before the pack's month, at least at the total level:
  /// what was forecast one month ahead.
  public var oneAhead: [ActualForecastRow]
  /// `outlook_bridge_<domain>` of the pack's as-of month.
  public var outlookBridge: [OutlookBridgeRow]
  /// `stock_bridge_<domain>` of the pack's as-of month; empty for a flow.
  public var stockBridge: [StockBridgeRow]
  /// `forecast_accuracy_<domain>` of the pack's as-of month.
  public var accuracy: [AccuracyRow]
  /// `forecast_value_added_<domain>` of the pack's as-of month.
  public var valueAdded: [ValueAddedRow]
  /// `forecast_adjustment_<domain>` of the pack's as-of month.
  public var adjustments: [AdjustmentRow]
  /// `ml_pred_<domain>_1m` of the run and of the current run of the month before: which models they used.
  public var predictions: [PredictionRow]

  public init(
    domain: Domain, run: ForecastRunRow, kpis: [KPIRow], trend: [ActualForecastRow],
    oneAhead: [ActualForecastRow], outlookBridge: [OutlookBridgeRow], stockBridge: [StockBridgeRow],
    accuracy: [AccuracyRow], valueAdded: [ValueAddedRow] = [], adjustments: [AdjustmentRow] = [],
    predictions: [PredictionRow]
  ) {
    self.domain = domain
    self.run = run
    self.kpis = kpis
    self.trend = trend
    self.oneAhead = oneAhead
    self.outlookBridge = outlookBridge
    self.stockBridge = stockBridge
    self.accuracy = accuracy
    self.valueAdded = valueAdded
    self.adjustments = adjustments
    self.predictions = predictions
  }
}
