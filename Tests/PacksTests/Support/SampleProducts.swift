import Domains
import Forecasting

@testable import Packs

/// What the views of products would give over `SampleValues`: of each channel and category two products that are sold in
/// both years, one that is new and one that is discontinued.
struct SampleProducts {
  let values: SampleValues

  /// A product in one channel and category, this year and the year before: cents and pieces.
  struct Item {
    var keys: SeriesKey
    var code: String
    var name: String
    var sales: (now: Int64, before: Int64)
    var units: (now: Int64, before: Int64)

    /// `s1 - u1 s0 / u0`, rounded; nil unless it was sold in both years.
    var price: Int64? {
      guard units.now > 0, units.before > 0 else { return nil }
      return sales.now - Self.product(units.now, sales.before, over: units.before)
    }

    /// Half away from zero, as the database rounds.
    static func product(_ left: Int64, _ right: Int64, over divisor: Int64) -> Int64 {
      let value = Int128(left) * Int128(right)
      let (quotient, rest) = value.magnitude.quotientAndRemainder(dividingBy: UInt128(divisor.magnitude))
      let size = Int64(quotient) + (rest * 2 >= divisor.magnitude ? 1 : 0)
      return (value < 0) == (divisor < 0) ? size : -size
    }
  }

  private var periods: [(name: String, start: Month)] {
    let asOf = values.facts.asOf
    return [("month", asOf), ("ytd", Month(year: asOf.year, month: 1))]
  }

  /// Empty where the year before is not whole.
  func rows() -> (nodes: [PriceVolumeRow], products: [ProductVarianceRow]) {
    var nodes: [PriceVolumeRow] = []
    var products: [ProductVarianceRow] = []
    for (period, start) in periods where start - 12 >= values.facts.firstMonth {
      let items = items(from: start)
      for level in ["total", "channel", "category"] { nodes += self.nodes(items, level, period, start) }
      products += items.map { product($0, period, start) }
    }
    return (nodes, products)
  }

  private func items(from start: Month) -> [Item] {
    let groups = Dictionary(grouping: values.leaves.indices) { leaf in
      SeriesKey(["(all)", "(all)", values.leaves[leaf].values[2], values.leaves[leaf].values[3]])
    }
    return groups.keys.sorted().flatMap { keys in
      let leaves = groups[keys] ?? []
      func sum(_ shift: Int) -> Int64 {
        (start.index...values.facts.asOf.index).reduce(0) {
          $0 + (values.actual(leaves, Month(index: $1) - shift)?.scaled ?? 0)
        }
      }
      let (now, before) = (sum(0), sum(12))
      let (first, second) = ((now * 45 / 100, before * 40 / 100), (now * 9 / 10, before * 8 / 10))
      let parts: [(String, Int64, Int64, Int64, Int64)] = [
        ("A", first.0, first.1, 84_00, 80_00),
        ("B", second.0 - first.0, second.1 - first.1, 190_00, 200_00),
        ("C", now - second.0, 0, 50_00, 0), ("D", 0, before - second.1, 0, 60_00),
      ]
      return parts.map { letter, sold, soldBefore, price, priceBefore in
        Item(
          keys: keys, code: "\(letter)-\(keys.values[3].prefix(2))", name: "\(keys.values[3]) \(letter)",
          sales: (sold, soldBefore),
          units: (
            price == 0 ? 0 : max(1, sold / price), priceBefore == 0 ? 0 : max(1, soldBefore / priceBefore)
          ))
      }
    }
  }

  private func nodes(_ items: [Item], _ level: String, _ period: String, _ start: Month) -> [PriceVolumeRow] {
    let place = ["channel": 2, "category": 3][level]
    let groups = Dictionary(grouping: items) { item in
      SeriesKey(item.keys.values.enumerated().map { $0 == place ? $1 : "(all)" })
    }
    return groups.keys.sorted().map { keys in
      Self.row(groups[keys] ?? [], level, keys, period, start, values.facts.asOf)
    }
  }

  /// The steps of a node, by their definitions.
  static func row(
    _ items: [Item], _ level: String, _ keys: SeriesKey, _ period: String, _ start: Month, _ asOf: Month
  ) -> PriceVolumeRow {
    func money(_ cents: Int64) -> Amount { Amount(scaled: cents, decimals: 2) }
    let both = items.filter { $0.price != nil }
    let (units, unitsBefore) = (both.reduce(0) { $0 + $1.units.now }, both.reduce(0) { $0 + $1.units.before })
    let before = both.reduce(0) { $0 + $1.sales.before }
    let price = both.reduce(0) { $0 + ($1.price ?? 0) }
    let moved = both.reduce(0) { $0 + $1.sales.now - $1.sales.before } - price
    let volume = unitsBefore == 0 ? 0 : Item.product(units - unitsBefore, before, over: unitsBefore)
    let rest = items.filter { $0.price == nil }
    return PriceVolumeRow(
      asOfMonth: asOf, level: level, keys: keys, period: period, periodStart: start, periodEnd: asOf,
      reference: money(items.reduce(0) { $0 + $1.sales.before }), volume: money(volume),
      mix: money(moved - volume), price: money(price),
      newProducts: money(rest.reduce(0) { $0 + ($1.sales.before == 0 ? $1.sales.now : 0) }),
      discontinued: money(
        rest.reduce(0) { $0 - ($1.sales.now == 0 && $1.sales.before != 0 ? $1.sales.before : 0) }),
      unpriced: money(
        rest.reduce(0) {
          $0 + ($1.sales.now != 0 && $1.sales.before != 0 ? $1.sales.now - $1.sales.before : 0)
        }),
      value: money(items.reduce(0) { $0 + $1.sales.now }), unit: "USD")
  }

  private func product(_ item: Item, _ period: String, _ start: Month) -> ProductVarianceRow {
    Self.row(item, period, start, values.facts.asOf)
  }

  static func row(_ item: Item, _ period: String, _ start: Month, _ asOf: Month) -> ProductVarianceRow {
    func money(_ cents: Int64) -> Amount { Amount(scaled: cents, decimals: 2) }
    let change = item.sales.now - item.sales.before
    return ProductVarianceRow(
      asOfMonth: asOf, keys: item.keys, product: item.code, productName: item.name, period: period,
      periodStart: start, periodEnd: asOf,
      status: item.price != nil
        ? .both : item.sales.before == 0 ? .new : item.sales.now == 0 ? .discontinued : .unpriced,
      value: money(item.sales.now), reference: money(item.sales.before), variance: money(change),
      priceEffect: item.price.map(money), unitsEffect: item.price.map { money(change - $0) },
      units: item.sales.now == 0 ? nil : Amount(scaled: item.units.now, decimals: 0),
      referenceUnits: item.sales.before == 0 ? nil : Amount(scaled: item.units.before, decimals: 0),
      unit: "USD")
  }
}
