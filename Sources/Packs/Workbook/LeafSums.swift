import Domains
import Forecasting

/// What the values of a data sheet add up to by leaf and month, kept while its rows go by: a formula over the sheet's
/// Excel Table is only written where it gives the number that is shown.
///
/// Memory: leaves x months, 8 bytes each; of a table with more than `rowLimit` rows only the months' totals, since a
/// workbook with a formula for each of its nodes would compute for minutes when it is opened.
struct LeafSums {
  private static let rowLimit = 50_000

  let table: DataTable
  /// The value column that formulas add up.
  let column: String
  private let keys: [String]
  private let places: (month: Int, value: Int, keys: [Int])
  private let keepsLeaves: Bool
  private var leaves: [[String]: Int] = [:]
  /// By day of the date column, a value a leaf.
  private var months: [Int32: [Int64?]] = [:]
  private var decimals: Int?
  private(set) var isUsable = true

  /// Nil for a table that is not one value a leaf and month: another relation, or several vintages of a month.
  init?(_ table: DataTable, of domain: Domain) {
    switch table.relation.name {
    case "actual_\(domain.name)": column = "value"
    case "vintage_plan_\(domain.name)":
      guard case .only = table.months else { return nil }
      column = "plan"
    case "ml_pred_\(domain.name)_1m": column = "predicted_value"
    case "ml_pred_\(domain.name)":
      guard case .only = table.months else { return nil }
      column = "predicted_value"
    default: return nil
    }
    let names = table.relation.columns.map(\.name)
    let positions = domain.keys.compactMap(names.firstIndex)
    guard let month = names.firstIndex(of: "month"), let value = names.firstIndex(of: column),
      positions.count == domain.keys.count
    else { return nil }
    self.table = table
    keepsLeaves = table.control.rows <= Self.rowLimit
    keys = domain.keys
    places = (month, value, positions)
  }

  mutating func add(_ fields: [Relation.Field]) {
    guard case .day(let day) = fields[places.month], case .number(let amount) = fields[places.value] else {
      isUsable = false
      return
    }
    if decimals ?? amount.decimals != amount.decimals { isUsable = false }
    decimals = amount.decimals
    guard keepsLeaves else {
      var total = months[day] ?? [0]
      let (sum, isOver) = (total[0] ?? 0).addingReportingOverflow(amount.scaled)
      if isOver { isUsable = false }
      total[0] = sum
      months[day] = total
      return
    }
    let leaf = places.keys.map { position in
      if case .text(let text) = fields[position] { return text }
      return ""
    }
    let index = leaves[leaf] ?? leaves.count
    leaves[leaf] = index
    // Two rows of one leaf and month would be added up by a formula and not by the views.
    if !Self.put(amount.scaled, at: index, into: &months[day, default: []]) { isUsable = false }
  }

  /// Returns whether the place was free.
  private static func put(_ value: Int64, at index: Int, into values: inout [Int64?]) -> Bool {
    if values.count <= index { values += [Int64?](repeating: nil, count: index + 1 - values.count) }
    defer { values[index] = value }
    return values[index] == nil
  }

  /// The sum over months and the leaves with these values, compared as Excel does: without case. Nil without a row.
  func sum(_ range: ClosedRange<Month>, _ wanted: [(key: String, value: String)]) -> Amount? {
    guard isUsable, let decimals, keepsLeaves || wanted.isEmpty else { return nil }
    let filters = wanted.compactMap { filter in
      keys.firstIndex(of: filter.key).map { ($0, filter.value.lowercased()) }
    }
    let chosen =
      keepsLeaves
      ? leaves.filter { leaf, _ in filters.allSatisfy { leaf[$0].lowercased() == $1 } }.map(\.value) : [0]
    var sum: Int64 = 0
    var rows = 0
    let days = range.lowerBound.daysSince2000...range.upperBound.daysSince2000
    for (day, values) in months where days.contains(day) {
      for leaf in chosen where leaf < values.count {
        guard let value = values[leaf] else { continue }
        sum += value
        rows += 1
      }
    }
    return rows == 0 ? nil : Amount(scaled: sum, decimals: decimals)
  }
}
