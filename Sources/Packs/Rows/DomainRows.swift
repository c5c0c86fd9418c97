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
  /// The same view of every current vintage up to the pack's month, the months ahead of each at the total level: what
  /// was forecast when.
  public var vintages: [ActualForecastRow]
  /// `outlook_bridge_<domain>` of the pack's as-of month.
  public var outlookBridge: [OutlookBridgeRow]
  /// `stock_bridge_<domain>` of the pack's as-of month; empty for a flow.
  public var stockBridge: [StockBridgeRow]
  /// `price_volume_<domain>` of the pack's as-of month; empty where the domain has no products.
  public var priceVolume: [PriceVolumeRow]
  /// `product_variance_<domain>` of the pack's as-of month: of each period the products with the greatest variances, as
  /// many as the definition shows.
  public var productVariances: [ProductVarianceRow]
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
    vintages: [ActualForecastRow], outlookBridge: [OutlookBridgeRow], stockBridge: [StockBridgeRow],
    priceVolume: [PriceVolumeRow] = [], productVariances: [ProductVarianceRow] = [], accuracy: [AccuracyRow],
    valueAdded: [ValueAddedRow] = [], adjustments: [AdjustmentRow] = [], predictions: [PredictionRow]
  ) {
    self.domain = domain
    self.run = run
    self.kpis = kpis
    self.trend = trend
    self.vintages = vintages
    self.outlookBridge = outlookBridge
    self.stockBridge = stockBridge
    self.priceVolume = priceVolume
    self.productVariances = productVariances
    self.accuracy = accuracy
    self.valueAdded = valueAdded
    self.adjustments = adjustments
    self.predictions = predictions
  }
}
