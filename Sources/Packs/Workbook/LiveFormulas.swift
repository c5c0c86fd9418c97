import Domains
import Forecasting

/// Formulas that take a figure of the views from the Excel Tables: sums over months and keys.
///
/// Keys are compared with cells that hold them as text; no text of the data gets into a formula. There is a formula
/// only where the table's own rows give exactly the figure.
struct LiveFormulas {
  private let sums: [String: LeafSums]
  private let content: PackContent

  init(_ sums: [String: LeafSums], _ content: PackContent) {
    self.sums = sums
    self.content = content
  }

  var language: Language { content.language }

  /// A key's column, its value, and the cell in which that value stands.
  struct KeyCell {
    var column: String
    var value: String
    var cell: String
  }

  /// The formula for `amount`; nil where the workbook's tables do not give it.
  ///
  /// `keys` finds the cells of the node's keys; one that is not on the sheet may be left out, if the others are enough.
  /// `month` is the cell with the month of a trend.
  func formula(_ source: CellSource, gives amount: Amount, keys: [KeyCell], month cell: String? = nil)
    -> String?
  {
    guard keys.allSatisfy({ Self.isPlain($0.value) }), let terms = terms(source, cell) else { return nil }
    var parts: [String] = []
    var total = Amount(scaled: 0, decimals: amount.decimals)
    for term in terms {
      guard let sum = sum(term, keys), sum.decimals == amount.decimals else { return nil }
      total = total + sum
      parts.append(text(term, keys))
    }
    return total == amount && !parts.isEmpty ? "=" + parts.joined(separator: "+") : nil
  }

  /// The keys that a node has, by column.
  func keys(of source: CellSource) -> [(column: String, value: String)] {
    let (name, keys) =
      switch source {
      case .comparison(let figure): (figure.domain, figure.keys)
      case .trend(let figure): (figure.domain, figure.keys)
      }
    guard let domain = content.domains.first(where: { $0.domain.name == name })?.domain else { return [] }
    return zip(domain.keys, keys.values).filter { $0.1 != Domain.Level.all }.map { ($0.0, $0.1) }
  }

  /// `ActualSales[value]`, what a column's name means something else for escaped.
  static func reference(_ table: String, _ column: String) -> String {
    var name = ""
    for scalar in column.unicodeScalars {
      if "[]#'@".unicodeScalars.contains(scalar) { name += "'" }
      name.unicodeScalars.append(scalar)
    }
    return "\(table)[\(name)]"
  }

  /// Months of one table.
  private struct Term {
    var relation: String
    var first: Point
    var last: Point
  }

  /// A month and how a formula says it.
  private struct Point: Equatable {
    var month: Month
    var text: String
  }

  private func terms(_ source: CellSource, _ cell: String?) -> [Term]? {
    switch source {
    case .comparison(let figure): return terms(figure)
    case .trend(let figure):
      guard let cell else { return nil }
      let here = Point(month: figure.month, text: cell)
      switch figure.figure {
      case .actual: return [Term(relation: "actual_\(figure.domain)", first: here, last: here)]
      case .forecast: return [Term(relation: "ml_pred_\(figure.domain)", first: here, last: here)]
      case .plan: return [Term(relation: "vintage_plan_\(figure.domain)", first: here, last: here)]
      case .oneAhead: return [Term(relation: "ml_pred_\(figure.domain)_1m", first: here, last: here)]
      case .priorYear:
        let before = Point(month: figure.month - 12, text: "EDATE(\(cell),-12)")
        return [Term(relation: "actual_\(figure.domain)", first: before, last: before)]
      case .previous: return nil
      }
    }
  }

  private func terms(_ figure: CellSource.Comparison) -> [Term]? {
    let isStock = content.domains.first { $0.domain.name == figure.domain }?.domain.kind == .stock
    let (actual, forecast) = ("actual_\(figure.domain)", "ml_pred_\(figure.domain)")
    func ac(_ first: Point, _ last: Point) -> Term { Term(relation: actual, first: first, last: last) }
    func fc(_ first: Point, _ last: Point) -> Term { Term(relation: forecast, first: first, last: last) }
    func pl(_ first: Point, _ last: Point) -> Term {
      Term(relation: "vintage_plan_\(figure.domain)", first: first, last: last)
    }
    let (now, next) = (asOf(0), asOf(1))
    switch (figure.period, figure.comparison, figure.column) {
    case ("month", _, .value): return [ac(now, now)]
    case ("month", "ac_py", .reference): return [ac(asOf(-12), asOf(-12))]
    case ("month", "ac_fc", .reference): return [Term(relation: forecast + "_1m", first: now, last: now)]
    case ("month", "ac_pl", .reference): return [pl(now, now)]
    case ("ytd", "ac_pl", .reference): return [pl(year(0), now)]
    case ("next_month", "outlook_pl", .reference): return [pl(next, next)]
    case ("fy", "outlook_pl", .reference) where !isStock: return [pl(year(0), year(11))]
    case ("ytd", _, .value): return [ac(year(0), now)]
    case ("ytd", "ac_py", .reference): return [ac(year(-12), asOf(-12))]
    case ("r12", _, .value): return [ac(asOf(-11), now)]
    case ("r12", "ac_py", .reference): return [ac(asOf(-23), asOf(-12))]
    case ("next_month", _, .value): return [fc(next, next)]
    case ("next_month", "outlook_py", .reference): return [ac(asOf(-11), asOf(-11))]
    case ("fy", _, .value) where !isStock:
      let end = year(11)
      return [ac(year(0), now)] + (end.month > now.month ? [fc(next, end)] : [])
    case ("fy", "outlook_py", .reference) where !isStock: return [ac(year(-12), year(-1))]
    case ("next12", "fc_prev", .value) where !isStock: return [fc(next, asOf(11))]
    case ("next12", "outlook_py", .value) where !isStock: return [fc(next, asOf(12))]
    case ("next12", "outlook_py", .reference) where !isStock: return [ac(asOf(-11), now)]
    default: return nil
    }
  }

  private func asOf(_ months: Int) -> Point {
    Point(month: content.asOf + months, text: months == 0 ? "AsOf" : "EDATE(AsOf,\(months))")
  }

  /// From the first month of the fiscal year.
  private func year(_ months: Int) -> Point {
    let names = [0: "YearStart", 11: "YearEnd"]
    return Point(month: content.yearStart + months, text: names[months] ?? "EDATE(YearStart,\(months))")
  }

  private func table(_ relation: String) -> LeafSums? {
    content.data.first { $0.relation.name == relation && sums[$0.name] != nil }.flatMap { sums[$0.name] }
  }

  private func sum(_ term: Term, _ keys: [KeyCell]) -> Amount? {
    guard let table = table(term.relation),
      term.first.month <= term.last.month
    else { return nil }
    return table.sum(term.first.month...term.last.month, keys.map { ($0.column, $0.value) })
  }

  private func text(_ term: Term, _ keys: [KeyCell]) -> String {
    guard let sums = table(term.relation) else { return "" }
    func column(_ name: String) -> String { Self.reference(sums.table.name, name) }
    let months = column("month")
    let when =
      term.first == term.last
      ? [months, term.first.text]
      : [months, "\">=\"&\(term.first.text)", months, "\"<=\"&\(term.last.text)"]
    let criteria = when + keys.flatMap { [column($0.column), $0.cell] }
    return "SUMIFS(\(column(sums.column)),\(criteria.joined(separator: ",")))"
  }

  /// Excel takes some texts for a comparison, a pattern or another type: those have no formula.
  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, first.properties.isAlphabetic, text.utf16.count <= 255 else {
      return false
    }
    return !text.unicodeScalars.contains { "*?~\"".unicodeScalars.contains($0) }
      && !["true", "false"].contains(text.lowercased())
  }
}
