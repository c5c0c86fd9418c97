import Domains
import Forecasting
import Warehouse

/// A plan as CSV: month, the domain's keys, plan and unit; a row a month and leaf series.
struct PlanFile {
  let rows: [Plan.Row]

  /// Throws `Failure.data` with file and line: unknown series, a month twice, text for a number, another unit.
  init(path: String, domain: Domain, known: Set<SeriesKey>) throws(Failure) {
    try self.init(
      CSVTable(path: path, columns: Self.columns(domain)), domain: domain, known: known)
  }

  init(_ table: CSVTable, domain: Domain, known: Set<SeriesKey>) throws(Failure) {
    let fields = DomainFields(domain: domain, known: known)
    var lines: [Place: Int] = [:]
    var rows: [Plan.Row] = []
    for row in table.rows {
      let plan = Plan.Row(
        month: try fields.month(row, "month"), keys: try fields.series(row),
        plan: try fields.amount(row, "plan"))
      try fields.checkUnit(row)
      if let before = lines.updateValue(row.line, forKey: Place(month: plan.month, keys: plan.keys)) {
        throw row.refused(
          "\(plan.keys.values.joined(separator: " / ")) has \(plan.month) already, in line \(before)")
      }
      rows.append(plan)
    }
    self.rows = rows
  }

  static func columns(_ domain: Domain) -> [String] { ["month"] + domain.keys + ["plan", "unit"] }

  private struct Place: Hashable {
    let month: Month
    let keys: SeriesKey
  }
}
