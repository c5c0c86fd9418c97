import Domains
import Forecasting

/// A node over every period that the measures define, each beside what it is compared with: the domain's total, or what
/// its plan covers.
struct FiguresBuilder {
  let context: BuildContext
  /// Nil for the total.
  var node: PlannedNode?

  private struct Line {
    let key: String
    let label: String
    let period: String
    let priorYear: String
    let last: String?
    let plan: String
  }

  /// - Parameter what: the second line of the title, without its unit; by default the domain, every period.
  func table(_ name: String, id: String, _ what: String? = nil) throws(PackError) -> Table {
    let kpis = try context.kpis(name)
    let domain = kpis.domain
    let columns = columns(kpis)
    let place = Source(
      "kpi_monthly", domain, asOf: context.asOf, node?.level ?? Domain.Level.total, node?.keys ?? kpis.total)
    var rows = node?.headings(columns: columns.count) ?? []
    for line in lines(kpis) {
      let onYear = find(kpis, line.period, line.priorYear)
      let onLast = line.last.flatMap { find(kpis, line.period, $0) }
      let onPlan = find(kpis, line.period, line.plan)
      guard let value = onYear?.value ?? onLast?.value ?? (onPlan?.scope == nil ? onPlan?.value : nil) else {
        continue
      }
      let range = [onYear, onLast].compactMap { $0 }.first { $0.lower80 != nil }
      var row = Table.Row(
        [
          .text(line.label), .money(value), .optional(onYear?.reference), try Self.variance(onYear),
          try Self.percent(onYear), .optional(onLast?.reference),
          line.last == nil ? .blank : try Self.variance(onLast),
          line.last == nil ? .blank : try Self.percent(onLast),
          isApart(onPlan, value) ? .optional(onPlan?.value) : .blank, .optional(onPlan?.reference),
          hasPlan(onPlan) ? try Self.variance(onPlan) : .blank,
          hasPlan(onPlan) ? try Self.percent(onPlan) : .blank,
          .optional(range?.lower80), .optional(range?.upper80),
        ], depth: node?.names.count ?? 0, source: place.and("period", line.period))
      let readings: [(String, String?, SQL)] = [
        ("py", line.priorYear, "reference"), ("py.variance", line.priorYear, "variance"),
        ("py.percent", line.priorYear, "variance_pct"), ("last", line.last, "reference"),
        ("last.variance", line.last, "variance"), ("last.percent", line.last, "variance_pct"),
        ("pl.value", line.plan, "value"), ("pl", line.plan, "reference"),
        ("pl.variance", line.plan, "variance"),
        ("pl.percent", line.plan, "variance_pct"),
      ]
      for (column, comparison, expression) in readings {
        guard let comparison else { continue }
        row.queries[column] = row.source?.and("comparison", comparison).select(expression)
      }
      if let ranged = range?.comparison {
        row.queries["lower"] = row.source?.and("comparison", ranged).select("lower_80")
        row.queries["upper"] = row.source?.and("comparison", ranged).select("upper_80")
      }
      let valued = onYear?.value != nil ? line.priorYear : line.last ?? line.plan
      row.queries["value"] = row.source?.and("comparison", valued).select("value")
      rows.append(row)
      if line.period == "r12", node == nil,
        let rate = Amount(rounding: value.doubleValue / 12, decimals: value.decimals)
      {
        var rated = Table.Row(
          [.text(context.language.text(.runRate)), .money(rate)] + [Cell](repeating: .blank, count: 12))
        rated.queries["value"] = row.source?.and("comparison", valued).select("value / 12")
        rows.append(rated)
      }
    }
    var table = Table(
      id: id,
      title: context.title(
        what ?? context.language.text(.figuresTitle, ["domain": domain.label]), of: domain, context.scenarios),
      columns: columns, rows: rows)
    table.dropEmptyColumns(["pl.value", "pl", "pl.variance", "pl.percent", "lower", "upper"])
    return table
  }

  private func find(_ kpis: KPIIndex, _ period: String, _ comparison: String) -> KPIRow? {
    node.map { kpis.row($0.level, $0.keys, period, comparison) } ?? kpis.totalRow(period, comparison)
  }

  /// Whether the value that is compared with the plan is another than the row's.
  private func isApart(_ onPlan: KPIRow?, _ value: Amount) -> Bool {
    node == nil ? onPlan?.scope != nil : onPlan?.value != nil && onPlan?.value != value
  }

  /// The part that is planned says where there is no plan; the total shows nothing there.
  private func hasPlan(_ onPlan: KPIRow?) -> Bool { node == nil ? onPlan?.reference != nil : onPlan != nil }

  private static func variance(_ row: KPIRow?) throws(PackError) -> Cell {
    try row?.varianceCell() ?? .unavailable(.noReference)
  }

  private static func percent(_ row: KPIRow?) throws(PackError) -> Cell {
    try row?.percentCell() ?? .unavailable(.noReference)
  }

  private func columns(_ kpis: KPIIndex) -> [Table.Column] {
    let language = context.language
    // Beside the part itself the scope is in the title.
    let scope = node == nil ? kpis.totalRow("month", "ac_pl")?.scope ?? "" : ""
    return [
      Table.Column("period", language.text(.period), .text),
      Table.Column("value", "AC, FC", scenario: .actual),
      Table.Column("py", "PY", scenario: .priorYear),
      Table.Column("py.variance", "ΔPY", relation: .difference("value", "py")),
      Table.Column("py.percent", "ΔPY %", relation: .quotient("py.variance", "py")),
      Table.Column("last", language.text(.lastForecast), scenario: .forecast),
      Table.Column("last.variance", "ΔFC", relation: .difference("value", "last")),
      Table.Column("last.percent", "ΔFC %", relation: .quotient("last.variance", "last")),
      Table.Column("pl.value", "AC, FC \(scope)", scenario: .actual),
      Table.Column("pl", scope.isEmpty ? "PL" : "PL \(scope)", scenario: .plan),
      Table.Column(
        "pl.variance", "ΔPL", relation: .difference("value", "pl"), or: .difference("pl.value", "pl")),
      Table.Column("pl.percent", "ΔPL %", relation: .quotient("pl.variance", "pl")),
      Table.Column("lower", language.text(.low80)), Table.Column("upper", language.text(.high80)),
    ]
  }

  private func lines(_ kpis: KPIIndex) -> [Line] {
    let language = context.language
    func span(_ period: String, _ message: Message) -> String {
      let row = ["ac_py", "outlook_py", "outlook_prev", "fc_prev"].lazy.compactMap { kpis.totalRow(period, $0) }
        .first
      return language.text(message, ["period": row.map { language.name($0.periodStart, $0.periodEnd) } ?? ""])
    }
    let month = Line(
      key: "month", label: "AC \(language.name(context.asOf))", period: "month", priorYear: "ac_py",
      last: "ac_fc",
      plan: "ac_pl")
    let next = Line(
      key: "next_month", label: "FC \(language.name(context.asOf + 1))", period: "next_month",
      priorYear: "outlook_py", last: "fc_prev", plan: "outlook_pl")
    if kpis.domain.kind == .stock {
      return [
        month, next,
        Line(
          key: "fy", label: span("fy", .yearEnd), period: "fy", priorYear: "outlook_py", last: "outlook_prev",
          plan: "outlook_pl"),
        Line(
          key: "next12", label: span("next12", .inTwelve), period: "next12", priorYear: "outlook_py", last: nil,
          plan: "outlook_pl"),
      ]
    }
    return [
      month,
      Line(
        key: "ytd", label: span("ytd", .yearToDate), period: "ytd", priorYear: "ac_py", last: nil, plan: "ac_pl"
      ),
      Line(
        key: "r12", label: span("r12", .lastTwelve), period: "r12", priorYear: "ac_py", last: nil, plan: "ac_pl"
      ),
      next,
      Line(
        key: "fy", label: span("fy", .outlookPeriod), period: "fy", priorYear: "outlook_py",
        last: "outlook_prev",
        plan: "outlook_pl"),
      Line(
        key: "next12", label: span("next12", .nextTwelve), period: "next12", priorYear: "outlook_py", last: nil,
        plan: "outlook_pl"),
    ]
  }
}

extension Table {
  /// Takes out those of `keys` that no row fills.
  mutating func dropEmptyColumns(_ keys: [String]) {
    for key in keys {
      guard let index = column(key), rows.allSatisfy({ $0.cells[index] == .blank }) else { continue }
      columns.remove(at: index)
      for row in rows.indices { rows[row].cells.remove(at: index) }
    }
  }
}
