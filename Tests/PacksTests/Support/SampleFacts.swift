import Domains
import Forecasting

/// Facts made by a formula in whole numbers: the same on every machine.
struct SampleFacts {
  var asOf = Month(year: 2013, month: 11)
  /// Months of history that exist.
  var history = 35
  var countries = [
    ("North America", "United States"), ("North America", "Canada"), ("Pacific", "Australia"),
    ("Europe", "United Kingdom"), ("Europe", "France"), ("Europe", "Germany"),
  ]
  var channels = ["Internet", "Reseller"]
  var categories = ["Bikes", "Accessories", "Clothing", "Components"]
  /// Whether the reseller's sales are planned for the fiscal year of the as-of month.
  var hasPlan = false
  /// Vintages before this one that exist, at most.
  var vintages = 17

  var firstMonth: Month { asOf - history + 1 }

  /// A whole number in -100...100 that looks random and is not.
  static func noise(_ values: Int...) -> Int {
    var state: UInt64 = 1_469_598_103_934_665_603
    for value in values {
      state = (state ^ UInt64(bitPattern: Int64(value))) &* 1_099_511_628_211
      state ^= state >> 29
    }
    return Int(state % 201) - 100
  }

  /// Cents of one leaf in one month.
  func actual(_ domain: String, _ leaf: Int, _ month: Month) -> Int {
    let age = month - Month(year: 2011, month: 1)
    let base = 40_000_00 / (1 + leaf % 7) + 900_00 * leaf
    let season = [92, 90, 97, 101, 108, 112, 96, 94, 101, 104, 107, 118][month.month - 1]
    let sales = base * (100 + 2 * age) / 100 * season / 100 * (1000 + Self.noise(leaf, age)) / 1000
    switch domain {
    case "profit": return sales * (14 + Self.noise(leaf, age, 7) / 9) / 100
    case "inventory": return sales * 4 + 1_000_000_00
    default: return sales
    }
  }

  /// Cents planned for one leaf in one month: nil for months of other years.
  func plan(_ leaf: Int, _ month: Month) -> Int? {
    guard hasPlan, month.year == asOf.year else { return nil }
    return actual("sales", leaf, month) * (10_500 + 20 * Self.noise(leaf, month.month, 11)) / 10_000
  }

  /// Cents forecast for `month` by the vintage of `asOf`.
  func forecast(_ domain: String, _ leaf: Int, _ month: Month, asOf: Month) -> Int {
    let horizon = month - asOf
    let shared = Self.noise(Int(month.index), Int(asOf.index), domain.utf8.count) * (9 + horizon)
    let error = Self.noise(leaf, Int(month.index), Int(asOf.index), 3) * (2 + horizon) + shared
    return actual(domain, leaf, month) * (10_000 + error) / 10_000
  }
}
