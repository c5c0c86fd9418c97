import Domains
import Forecasting

/// The products that moved most against prior year, and what all the others make together.
struct ProductsBuilder {
  let context: BuildContext

  /// The total, up to `top` products with the greatest variance first, and one line for the others, so that the rows sum to
  /// the total; nil where there are no products.
  ///
  /// Throws `PackError` (`rows`) for a product whose parts do not make its variance.
  func table(_ source: DomainRows, _ total: PriceVolumeRow, top: Int, id: String) throws(PackError) -> Table? {
    let products = try sorted(source, total).prefix(top)
    guard let first = products.first else { return nil }
    let (language, domain) = (context.language, source.domain)
    let keys = domain.keys.indices.filter { key in
      products.contains { $0.keys.values[key] != Domain.Level.all }
    }
    let whole = Sums(total)
    let rest = products.reduce(whole) { $0 - Sums($1) }
    let place = Source("product_variance", domain.name, asOf: context.asOf).and("period", first.period)
    let blanks = [Cell](repeating: .blank, count: keys.count + 2)
    func line(_ label: Message, _ sums: Sums, _ depth: Int, _ source: Source) -> Table.Row {
      Table.Row(
        [.text(language.text(label))] + blanks + sums.cells(domain.preference), depth: depth,
        isTotal: depth == 0, source: source)
    }
    var rows = [line(.total, whole, 0, place)]
    for product in products {
      let names = keys.map { product.keys.values[$0] }
      rows.append(
        Table.Row(
          [.text(product.productName), .text(product.product)] + names.map { .text($0) }
            + [.text(language.text(product.status.message))] + Sums(product).cells(domain.preference),
          depth: 1,
          source: place.and(keys.map { .key(domain.keys[$0], product.keys.values[$0]) })
            .and("product_code", product.product)))
    }
    if !rest.isNothing {
      let named = keys.map { domain.keys[$0] }
      rows.append(line(.otherProducts, rest, 1, place.and(.other(others(Array(products), keys, named)))))
    }
    return Table(
      id: id,
      title: context.title(
        language.text(.productsTitle, ["domain": domain.label]), of: domain,
        "\(language.name(total.periodStart, total.periodEnd)): PY, AC, ΔPY"),
      columns: columns(keys.map { domain.keys[$0] }), rows: rows, note: language.text(.productsNote))
  }

  private func columns(_ keys: [String]) -> [Table.Column] {
    let language = context.language
    return [
      Table.Column("name", "", .text), Table.Column("product", language.text(.productKey), .text),
    ] + keys.map { Table.Column("key.\($0)", Self.heading($0), .text) } + [
      Table.Column("status", language.text(.status), .text),
      Table.Column(
        "reference", "PY", scenario: .priorYear, relation: .additive, reading: Reading("sum(reference)")),
      Table.Column("value", "AC", scenario: .actual, relation: .additive, reading: Reading("sum(value)")),
      Table.Column(
        "variance", "ΔPY", relation: .difference("value", "reference"), reading: Reading("sum(variance)")),
      Table.Column(
        "price", language.text(.ofPrice), relation: .additive, reading: Reading("sum(price_effect)")),
      Table.Column(
        "units", language.text(.ofUnits), relation: .additive, reading: Reading("sum(units_effect)")),
    ]
  }

  /// `Sales channel` of `sales_channel`.
  private static func heading(_ key: String) -> String {
    key.prefix(1).uppercased() + key.dropFirst().replacing("_", with: " ")
  }

  private func sorted(_ source: DomainRows, _ total: PriceVolumeRow) throws(PackError) -> [ProductVarianceRow] {
    let rows = source.productVariances.filter { $0.period == total.period }
    for row in rows {
      let parts = [row.priceEffect, row.unitsEffect].compactMap { $0 }
      guard row.asOfMonth == context.asOf, row.value - row.reference == row.variance,
        row.status == .both
          ? parts.count == 2 && parts.reduce(row.reference, +) == row.value : parts.isEmpty
      else {
        throw PackError(
          .rows,
          "product_variance_\(source.domain.name): \(row.keys.values) '\(row.product)', \(row.period): its parts do not "
            + "make its variance")
      }
    }
    return rows.sorted { left, right in
      let sizes = (left.variance.scaled.magnitude, right.variance.scaled.magnitude)
      if sizes.0 != sizes.1 { return sizes.0 > sizes.1 }
      return left.keys == right.keys
        ? left.product.utf8.lexicographicallyPrecedes(right.product.utf8) : left.keys < right.keys
    }
  }

  /// All but `products`.
  private func others(_ products: [ProductVarianceRow], _ keys: [Int], _ names: [String]) -> SQL {
    let columns = names.map { name -> SQL in "\(column: name)" } + ["product_code"]
    let named = products.map { product -> SQL in
      let values = keys.map { product.keys.values[$0] } + [product.product]
      return "(\(SQL(values.map { "\($0)" }, separator: ", ")))"
    }
    return "(\(SQL(columns, separator: ", "))) not in (\(SQL(named, separator: ", ")))"
  }
}

/// What a row of the table adds up.
private struct Sums {
  var reference: Amount
  var value: Amount
  /// Nil where there is no price to compare.
  var price: Amount?
  var units: Amount?

  init(_ total: PriceVolumeRow) {
    (reference, value) = (total.reference, total.value)
    (price, units) = (total.price, total.volume + total.mix)
  }

  init(_ product: ProductVarianceRow) {
    (reference, value) = (product.reference, product.value)
    (price, units) = (product.priceEffect, product.unitsEffect)
  }

  static func - (left: Sums, right: Sums) -> Sums {
    var rest = left
    rest.reference = left.reference - right.reference
    rest.value = left.value - right.value
    if let (own, other) = both(left.price, right.price) { rest.price = own - other }
    if let (own, other) = both(left.units, right.units) { rest.units = own - other }
    return rest
  }

  private static func both(_ left: Amount?, _ right: Amount?) -> (Amount, Amount)? {
    left.flatMap { left in right.map { (left, $0) } }
  }

  var isNothing: Bool { [reference, value, price, units].allSatisfy { $0?.isZero ?? true } }

  func cells(_ preference: Domain.Preference) -> [Cell] {
    func change(_ amount: Amount?) -> Cell {
      amount.map { .variance($0, Impact(of: $0.doubleValue, preference)) } ?? .blank
    }
    return [.money(reference), .money(value), change(value - reference), change(price), change(units)]
  }
}

extension ProductVarianceRow.Status {
  fileprivate var message: Message {
    switch self {
    case .both: .soldInBoth
    case .new: .isNew
    case .discontinued: .isDiscontinued
    case .unpriced: .isUnpriced
    }
  }
}
