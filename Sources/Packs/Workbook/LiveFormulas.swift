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

  /// The cell in which a row's month stands.
  struct MonthCell {
    let month: Month
    let cell: String

    /// Nil for a cell that holds something else.
    init?(_ content: Cell, at cell: String) {
      guard case .month(let month) = content else { return nil }
      (self.month, self.cell) = (month, cell)
    }
  }

  /// The formula for `amount`, which is `expression` over `source`; nil where the workbook's tables do not give it.
  ///
  /// `keys` finds the cells of the node's keys; one that is not on the sheet may be left out, if the others are enough.
  func formula(
    _ expression: SQL, of source: Source, gives amount: Amount, keys: [KeyCell], month: MonthCell? = nil
  ) -> String? {
    guard keys.allSatisfy({ Self.isPlain($0.value) }), let terms = terms(expression, source, month) else {
      return nil
    }
    var parts: [String] = []
    var total = Amount(scaled: 0, decimals: amount.decimals)
    for term in terms {
      guard let sum = sum(term, keys), sum.decimals == amount.decimals else { return nil }
      total = total + sum
      parts.append(text(term, keys))
    }
    return total == amount && !parts.isEmpty ? "=" + parts.joined(separator: "+") : nil
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

  private func terms(_ expression: SQL, _ source: Source, _ cell: MonthCell?) -> [Term]? {
    guard let domain = source.domain, case .month(let vintage)? = source["as_of_month"] else { return nil }
    switch source.view {
    case "kpi_monthly" where vintage == content.asOf:
      guard case .text(let period)? = source["period"], case .text(let comparison)? = source["comparison"]
      else {
        return nil
      }
      return terms(domain, period, comparison, expression)
    case "price_volume" where vintage == content.asOf:
      guard case .text(let period)? = source["period"] else { return nil }
      return terms(domain, period, "ac_py", expression)
    case "trend":
      guard let cell, source["month"] == .month(cell.month) else { return nil }
      return term(domain, vintage, cell, expression).map { [$0] }
    default: return nil
    }
  }

  /// Of `trend_<domain>`: this vintage's figures, and what the one before a month forecast for it.
  private func term(_ domain: String, _ vintage: Month, _ cell: MonthCell, _ expression: SQL) -> Term? {
    let here = Point(month: cell.month, text: cell.cell)
    if vintage != content.asOf {
      guard expression == "forecast", vintage == cell.month - 1 else { return nil }
      return Term(relation: "ml_pred_\(domain)_1m", first: here, last: here)
    }
    switch expression {
    case "actual": return Term(relation: "actual_\(domain)", first: here, last: here)
    case "forecast": return Term(relation: "ml_pred_\(domain)", first: here, last: here)
    case "plan": return Term(relation: "vintage_plan_\(domain)", first: here, last: here)
    case "prior_year":
      let before = Point(month: cell.month - 12, text: "EDATE(\(cell.cell),-12)")
      return Term(relation: "actual_\(domain)", first: before, last: before)
    default: return nil
    }
  }

  /// Of `kpi_monthly_<domain>`.
  private func terms(_ domain: String, _ period: String, _ comparison: String, _ expression: SQL) -> [Term]? {
    let isStock = content.domains.first { $0.domain.name == domain }?.domain.kind == .stock
    let (actual, forecast) = ("actual_\(domain)", "ml_pred_\(domain)")
    func ac(_ first: Point, _ last: Point) -> Term { Term(relation: actual, first: first, last: last) }
    func fc(_ first: Point, _ last: Point) -> Term { Term(relation: forecast, first: first, last: last) }
    func pl(_ first: Point, _ last: Point) -> Term {
      Term(relation: "vintage_plan_\(domain)", first: first, last: last)
    }
    let (now, next) = (asOf(0), asOf(1))
    switch (period, comparison, expression) {
    case ("month", _, "value"): return [ac(now, now)]
    case ("month", "ac_py", "reference"): return [ac(asOf(-12), asOf(-12))]
    case ("month", "ac_fc", "reference"): return [Term(relation: forecast + "_1m", first: now, last: now)]
    case ("month", "ac_pl", "reference"): return [pl(now, now)]
    case ("ytd", "ac_pl", "reference"): return [pl(year(0), now)]
    case ("next_month", "outlook_pl", "reference"): return [pl(next, next)]
    case ("fy", "outlook_pl", "reference") where !isStock: return [pl(year(0), year(11))]
    case ("ytd", _, "value"): return [ac(year(0), now)]
    case ("ytd", "ac_py", "reference"): return [ac(year(-12), asOf(-12))]
    case ("r12", _, "value"): return [ac(asOf(-11), now)]
    case ("r12", "ac_py", "reference"): return [ac(asOf(-23), asOf(-12))]
    case ("next_month", _, "value"): return [fc(next, next)]
    case ("next_month", "outlook_py", "reference"): return [ac(asOf(-11), asOf(-11))]
    case ("fy", _, "value") where !isStock:
      let end = year(11)
      return [ac(year(0), now)] + (end.month > now.month ? [fc(next, end)] : [])
    case ("fy", "outlook_py", "reference") where !isStock: return [ac(year(-12), year(-1))]
    case ("next12", "fc_prev", "value") where !isStock: return [fc(next, asOf(11))]
    case ("next12", "outlook_py", "value") where !isStock: return [fc(next, asOf(12))]
    case ("next12", "outlook_py", "reference") where !isStock: return [ac(asOf(-11), now)]
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
