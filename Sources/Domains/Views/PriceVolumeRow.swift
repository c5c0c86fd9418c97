import Forecasting

/// One row of a view `price_volume_<domain>`: why a flow changed against prior year, over products.
/// Grain: as-of month x level and keys x period. Levels are those whose keys the domain's products have.
///
/// `reference + volume + mix + price + newProducts + discontinued + unpriced = value`, exactly.
public struct PriceVolumeRow: Hashable, Sendable {
  public var asOfMonth: Month
  public var level: String
  /// In the order of the domain's keys, `(all)` below the level.
  public var keys: SeriesKey
  /// month, ytd.
  public var period: String
  public var periodStart: Month
  public var periodEnd: Month
  /// The prior year's value.
  public var reference: Amount
  /// More or fewer units at the prior year's average price, of products sold in both years.
  public var volume: Amount
  /// Units moved to dearer or cheaper products, at the prior year's prices.
  public var mix: Amount
  /// The same units at another price.
  public var price: Amount
  /// Products without a sale in the prior year's months.
  public var newProducts: Amount
  /// Products without a sale in this year's months; negative.
  public var discontinued: Amount
  /// Products whose units give no price: none, or fewer than none, in either year.
  public var unpriced: Amount
  public var value: Amount
  public var unit: String

  public init(
    asOfMonth: Month, level: String, keys: SeriesKey, period: String, periodStart: Month, periodEnd: Month,
    reference: Amount, volume: Amount, mix: Amount, price: Amount, newProducts: Amount, discontinued: Amount,
    unpriced: Amount, value: Amount, unit: String
  ) {
    self.asOfMonth = asOfMonth
    self.level = level
    self.keys = keys
    self.period = period
    self.periodStart = periodStart
    self.periodEnd = periodEnd
    self.reference = reference
    self.volume = volume
    self.mix = mix
    self.price = price
    self.newProducts = newProducts
    self.discontinued = discontinued
    self.unpriced = unpriced
    self.value = value
    self.unit = unit
  }
}
