import Forecasting

/// One row of a view `product_variance_<domain>`: a product against prior year.
/// Grain: as-of month x period x the keys that the domain's products have x product.
public struct ProductVarianceRow: Hashable, Sendable {
  public var asOfMonth: Month
  /// In the order of the domain's keys, `(all)` where products do not have the key.
  public var keys: SeriesKey
  /// What stays the same from year to year, whatever version of it is sold: an alternate key.
  public var product: String
  /// Its newest name.
  public var productName: String
  /// month, ytd.
  public var period: String
  public var periodStart: Month
  public var periodEnd: Month
  public var status: Status
  public var value: Amount
  public var reference: Amount
  public var variance: Amount
  /// The part of the variance that the price makes, by the units of this year; nil unless `status` is `both`.
  public var priceEffect: Amount?
  /// The rest, what more or fewer units make at the prior year's price; nil unless `status` is `both`.
  public var unitsEffect: Amount?
  /// Nil where nothing was sold.
  public var units: Amount?
  public var referenceUnits: Amount?
  public var unit: String

  /// What a product's two periods allow to be said.
  public enum Status: String, Hashable, Sendable, CaseIterable {
    /// Sold in both years.
    case both
    /// Not sold a year ago.
    case new
    /// Not sold this year.
    case discontinued
    /// Sold in both, in units that give no price.
    case unpriced
  }

  public init(
    asOfMonth: Month, keys: SeriesKey, product: String, productName: String, period: String, periodStart: Month,
    periodEnd: Month, status: Status, value: Amount, reference: Amount, variance: Amount, priceEffect: Amount?,
    unitsEffect: Amount?, units: Amount?, referenceUnits: Amount?, unit: String
  ) {
    self.asOfMonth = asOfMonth
    self.keys = keys
    self.product = product
    self.productName = productName
    self.period = period
    self.periodStart = periodStart
    self.periodEnd = periodEnd
    self.status = status
    self.value = value
    self.reference = reference
    self.variance = variance
    self.priceEffect = priceEffect
    self.unitsEffect = unitsEffect
    self.units = units
    self.referenceUnits = referenceUnits
    self.unit = unit
  }
}
