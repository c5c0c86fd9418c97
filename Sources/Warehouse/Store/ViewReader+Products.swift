import Domains
import Forecasting

extension ViewReader {
  /// `price_volume_<domain>` of a month, by level, keys and period; empty for a stock, and where the run's products were
  /// not kept.
  public func priceVolume(_ domain: Domain, asOf: Month) throws -> [PriceVolumeRow] {
    guard domain.kind == .flow else { return [] }
    return try rows(
      "price_volume", domain, where: "as_of_month = $1", [asOf.firstDay],
      order: ["level collate \"C\""] + keyOrder(domain) + ["period collate \"C\""]
    ) { row in
      PriceVolumeRow(
        asOfMonth: asOf, level: try row.text("level"), keys: try row.keys(), period: try row.text("period"),
        periodStart: try row.month("period_start"), periodEnd: try row.month("period_end"),
        reference: try row.amount("reference"), volume: try row.amount("volume"), mix: try row.amount("mix"),
        price: try row.amount("price"), newProducts: try row.amount("new_products"),
        discontinued: try row.amount("discontinued"), unpriced: try row.amount("unpriced"),
        value: try row.amount("value"), unit: try row.text("unit"))
    }
  }

  /// `product_variance_<domain>` of a month, of each period the `top` products whose variances are greatest, by period
  /// and size; equal ones by keys and code.
  public func productVariances(_ domain: Domain, asOf: Month, top: Int) throws -> [ProductVarianceRow] {
    guard domain.kind == .flow else { return [] }
    let order = (["abs(variance) desc"] + keyOrder(domain) + ["product_code collate \"C\""]).joined(
      separator: ", ")
    return try rows(
      "product_variance", domain,
      where: """
        as_of_month = $1 and (period, product_code, \(keyOrder(domain).joined(separator: ", "))) in (
          select period, product_code, \(keyOrder(domain).joined(separator: ", "))
          from (
            select *, row_number() over (partition by period order by \(order)) as place
            from \(schema).product_variance_\(domain.name)
            where as_of_month = $1
          ) placed
          where place <= $2::integer)
        """, [asOf.firstDay, String(top)], order: ["period collate \"C\"", order]
    ) { row in
      guard let sold = ProductVarianceRow.Status(rawValue: try row.text("sold")) else {
        throw StoreError.unreadable(
          relation: "product_variance_\(domain.name)", column: "sold", value: try row.text("sold"))
      }
      return ProductVarianceRow(
        asOfMonth: asOf, keys: try row.keys(), product: try row.text("product_code"),
        productName: try row.text("product_name"), period: try row.text("period"),
        periodStart: try row.month("period_start"), periodEnd: try row.month("period_end"), status: sold,
        value: try row.amount("value"), reference: try row.amount("reference"),
        variance: try row.amount("variance"), priceEffect: try row.optionalAmount("price_effect"),
        unitsEffect: try row.optionalAmount("units_effect"), units: try row.optionalQuantity("units"),
        referenceUnits: try row.optionalQuantity("reference_units"), unit: try row.text("unit"))
    }
  }
}
