import Domains
import Forecasting

/// The executive table: a row a measure, columns for the month, the year to date and the outlook.
struct ExecutiveBuilder {
  let context: BuildContext

  func table() throws(PackError) -> Table {
    let definition = context.definition.executive
    var rows: [Table.Row] = []
    for row in definition.rows {
      switch row.measure {
      case .node(let domain, let level, let keys): rows.append(try node(row, domain, level, keys))
      case .ratio(let numerator, let denominator, let preference):
        rows.append(try ratio(row, numerator, denominator, preference))
      }
    }
    let columns = columns()
    var table = Table(
      id: "summary",
      title: Title(
        who: context.definition.organisation, what: context.measures, when: context.scenarios),
      columns: columns, rows: rows)
    dropEmpty(&table)
    return table
  }

  private func columns() -> [Table.Column] {
    var columns = [Table.Column("name", "", .text)]
    for (position, column) in context.definition.executive.columns.enumerated() {
      let key = "c\(position)"
      let code = column.source.comparisons.first ?? ""
      switch column.show {
      case .value: columns.append(Table.Column(key, label(column), scenario: scenario(column.source)))
      case .variance:
        columns.append(
          Table.Column("\(key).reference", reference(code, label(column)), isSupport: true))
        columns.append(
          Table.Column(key, label(column), relation: .difference(value(before: position), "\(key).reference")))
      case .percent:
        let variance = variance(before: position, code)
        let relation = variance.map { Table.Relation.quotient("c\($0)", "c\($0).reference") }
        columns.append(Table.Column(key, label(column), relation: relation))
      }
    }
    return columns
  }

  private func node(
    _ row: ExecutiveRowDefinition, _ name: String, _ level: String, _ chosen: [ExecutiveRowDefinition.Key]
  ) throws(PackError) -> Table.Row {
    let kpis = try context.kpis(name)
    let keys = SeriesKey(
      kpis.domain.keys.map { key in chosen.first { $0.name == key }?.value ?? Domain.Level.all })
    guard let expected = kpis.keys(of: level), Set(expected) == Set(chosen.map(\.name)) else {
      throw PackError(
        .definition, "the executive row '\(row.label)' names a level of '\(name)' and keys that do not fit")
    }
    var cells: [Cell] = [.text(row.label)]
    var notes: [Table.Note] = []
    var queries: [String: Query] = [:]
    for (position, column) in context.definition.executive.columns.enumerated() {
      guard let source = kpis.domain.kind == .stock ? column.stock : column.source else {
        cells += column.show == .variance ? [.blank, .blank] : [.blank]
        continue
      }
      let period = source.period.rawValue
      let found =
        column.show == .value
        ? kpis.first(level, keys, period, source.comparisons)
        : kpis.row(level, keys, period, source.comparisons.first ?? "")
      cells += try self.cells(column.show, found)
      // A comparison within a scope is not one of the whole row.
      if column.show != .value, let scope = found?.scope, found?.variance != nil {
        notes.append(Table.Note(column: "c\(position)", text: scope))
      }
      if let found {
        let place = place(found, kpis)
        switch column.show {
        case .value: queries["c\(position)"] = place.select("value")
        case .variance:
          queries["c\(position).reference"] = place.select("reference")
          queries["c\(position)"] = place.select("variance")
        case .percent: queries["c\(position)"] = place.select("variance_pct")
        }
      }
      if let note = source.note, found != nil { notes.append(Table.Note(column: "c\(position)", text: note)) }
    }
    var line = Table.Row(cells, depth: row.indent, notes: notes)
    line.queries = queries
    return line
  }

  /// Where a row of the view is.
  private func place(_ row: KPIRow, _ kpis: KPIIndex) -> Source {
    Source("kpi_monthly", kpis.domain, asOf: context.asOf, row.level, row.keys)
      .and("period", row.period).and("comparison", row.comparison)
  }

  private func cells(_ show: ExecutiveColumnDefinition.Show, _ row: KPIRow?) throws(PackError) -> [Cell] {
    switch show {
    case .value: [.level(row?.value)]
    case .variance: [.optional(row?.reference), try row?.varianceCell() ?? .unavailable(.noReference)]
    case .percent: [try row?.percentCell() ?? .unavailable(.noReference)]
    }
  }

  private func ratio(
    _ row: ExecutiveRowDefinition, _ numerator: String, _ denominator: String, _ preference: Domain.Preference
  ) throws(PackError) -> Table.Row {
    let (above, below) = (try context.kpis(numerator), try context.kpis(denominator))
    var cells: [Cell] = [.text(row.label)]
    var queries: [String: Query] = [:]
    for (position, column) in context.definition.executive.columns.enumerated() {
      let period = column.source.period.rawValue
      let code = column.source.comparisons.first ?? ""
      let (top, bottom) =
        column.show == .value
        ? (
          above.first(Domain.Level.total, above.total, period, column.source.comparisons),
          below.first(Domain.Level.total, below.total, period, column.source.comparisons)
        ) : (above.totalRow(period, code), below.totalRow(period, code))
      let value = Self.share(top?.value, bottom?.value)
      let reference = Self.share(top?.reference, bottom?.reference)
      if let top, let bottom {
        func ratio(_ name: SQL) -> SQL {
          "(\(place(top, above).select(name)))::float8 / (\(place(bottom, below).select(name)))"
        }
        queries["c\(position)"] = .computed(
          column.show == .value
            ? "select \(ratio("value"))" : "select 100 * (\(ratio("value")) - \(ratio("reference")))")
      }
      switch column.show {
      case .value: cells.append(value.map { .share($0) } ?? .unavailable(.noValue))
      case .percent: cells.append(.blank)
      case .variance:
        cells.append(reference.map { .share($0) } ?? .blank)
        guard let value, let reference else {
          let missing: Unavailable = code.hasSuffix("_pl") ? .notPlanned : .noReference
          cells.append(.unavailable(value == nil ? .noValue : missing))
          continue
        }
        let points = (value - reference) * 100
        cells.append(.points(points, Impact(of: points, preference)))
      }
    }
    var line = Table.Row(cells, ratio: rows(numerator, denominator))
    line.queries = queries
    return line
  }

  /// A share needs a positive denominator.
  private static func share(_ numerator: Amount?, _ denominator: Amount?) -> Double? {
    guard let numerator, let denominator, denominator.scaled > 0 else { return nil }
    return numerator.doubleValue / denominator.doubleValue
  }

  /// Where the two totals stand in this table.
  private func rows(_ numerator: String, _ denominator: String) -> Table.Ratio? {
    func position(_ name: String) -> Int? {
      context.definition.executive.rows.firstIndex {
        $0.measure == .node(domain: name, level: Domain.Level.total, keys: [])
      }
    }
    guard let above = position(numerator), let below = position(denominator) else { return nil }
    return Table.Ratio(numerator: above, denominator: below)
  }

  private func value(before position: Int) -> String {
    let columns = context.definition.executive.columns
    let period = columns[position].source.period
    let index = columns.indices.first { columns[$0].show == .value && columns[$0].source.period == period }
    return "c\(index ?? position)"
  }

  private func variance(before position: Int, _ comparison: String) -> Int? {
    let columns = context.definition.executive.columns
    return columns.indices.first {
      columns[$0].show == .variance && columns[$0].source.period == columns[position].source.period
        && columns[$0].source.comparisons.first == comparison
    }
  }

  private func label(_ column: ExecutiveColumnDefinition) -> String {
    column.label
      .replacing("{month}", with: context.language.shortName(context.asOf))
      .replacing("{previous}", with: context.previousVintage)
      .replacing("{year}", with: context.fiscalYear)
  }

  private func scenario(_ source: ExecutiveColumnDefinition.Source) -> Scenario {
    [.fy, .next12, .nextMonth].contains(source.period) ? .forecast : .actual
  }

  /// What a variance is from: `YTD PY` of `YTD ΔPY`; of a label without Δ the comparison before it, `PY (change)`.
  private func reference(_ comparison: String, _ label: String) -> String {
    if let delta = label.firstRange(of: "Δ") {
      let rest = label[delta.upperBound...]
      return String(label[..<delta.lowerBound] + (rest.first == " " ? rest.dropFirst() : rest))
    }
    switch comparison {
    case "outlook_prev", "fc_prev": return "\(context.language.text(.lastForecast)) (\(label))"
    default: return "\(comparison.split(separator: "_").last.map { $0.uppercased() } ?? comparison) (\(label))"
    }
  }

  /// Takes out optional columns without a number.
  private func dropEmpty(_ table: inout Table) {
    let optional = context.definition.executive.columns.enumerated().filter(\.element.optional)
    for key in optional.map({ "c\($0.offset)" }) {
      guard let index = table.column(key) else { continue }
      let hasNumber = table.rows.contains { row in
        if case .percent = row.cells[index] { return true }
        return row.cells[index].amount != nil
      }
      if hasNumber { continue }
      let support = table.column("\(key).reference")
      for position in [index, support].compactMap({ $0 }).sorted(by: >) {
        table.columns.remove(at: position)
        for row in table.rows.indices { table.rows[row].cells.remove(at: position) }
      }
    }
  }
}

extension BuildContext {
  /// Of a flow's year to date, or eleven months before the outlook's end.
  var yearStart: Month {
    let rows = rows.domains.lazy.flatMap(\.kpis)
    if let start = rows.first(where: { $0.period == "ytd" })?.periodStart { return start }
    return rows.first { $0.period == "fy" }.map { $0.periodEnd - 11 } ?? Month(year: asOf.year, month: 1)
  }

  /// `FY13`: the year in which the fiscal year of the outlook ends; `FY` before there is one.
  var fiscalYear: String {
    let ends = rows.domains.lazy.flatMap(\.kpis).filter { $0.period == "fy" }.map(\.periodEnd)
    return ends.max().map { "FY\(String($0.year).suffix(2))" } ?? "FY"
  }

  /// `sales, gross profit, inventory, USD k`.
  var measures: String {
    let labels = rows.domains.map { $0.domain.label.lowercased() }
    return (labels + [numbers.unit(definition.currency)]).joined(separator: ", ")
  }

  /// `Nov 2013: AC, FC (Oct 2013 vintage), PY`, with PL and its scope where there is a plan.
  var scenarios: String {
    let plan = rows.domains.lazy.flatMap(\.kpis).first { $0.comparison == "ac_pl" && $0.reference != nil }
    let parts =
      ["AC", language.text(.vintageOf, ["month": previousVintage]), "PY"]
      + (plan.map { ["PL" + ($0.scope.map { " (\($0))" } ?? "")] } ?? [])
    return "\(language.name(asOf)): \(parts.joined(separator: ", "))"
  }
}
