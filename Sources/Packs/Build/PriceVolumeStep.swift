import Domains

/// A step from prior year to the actual; the raw value is its column in `price_volume_<domain>`.
enum PriceVolumeStep: String, CaseIterable {
  case volume, mix, price
  case newProducts = "new_products"
  case discontinued, unpriced

  var label: Message {
    switch self {
    case .volume: .volume
    case .mix: .mix
    case .price: .price
    case .newProducts: .newProducts
    case .discontinued: .discontinued
    case .unpriced: .unpriced
    }
  }

  /// Whether a node's is the sum of its parts': each has a volume at its own average price, and what moved between them is
  /// the node's mix, so that these two add up only together.
  var isAdditive: Bool { self != .volume && self != .mix }

  var reading: SQL { "\(name: rawValue)" }

  func amount(_ row: PriceVolumeRow) -> Amount {
    switch self {
    case .volume: row.volume
    case .mix: row.mix
    case .price: row.price
    case .newProducts: row.newProducts
    case .discontinued: row.discontinued
    case .unpriced: row.unpriced
    }
  }
}
