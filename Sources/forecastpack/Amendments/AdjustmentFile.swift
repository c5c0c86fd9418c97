import Digests
import Domains
import Forecasting
import Foundation
import Warehouse

/// Adjustments as CSV: as_of_month, month, the domain's keys, amount, unit, reason, author; a row a month and leaf
/// series. One file is about one vintage.
struct AdjustmentFile {
  let name: String
  /// SHA-256 of its bytes.
  let digest: String
  let asOf: Month
  let adjustments: [Adjustment]

  /// Throws `Failure.data` with file and line.
  init(path: String, domain: Domain, known: Set<SeriesKey>) throws(Failure) {
    try self.init(
      CSVTable(path: path, columns: Self.columns(domain)), domain: domain, known: known)
  }

  init(_ table: CSVTable, domain: Domain, known: Set<SeriesKey>) throws(Failure) {
    let fields = DomainFields(domain: domain, known: known)
    name = table.name
    digest = SHA256.hex(Array(table.bytes))
    guard let first = table.rows.first else { throw .data("\(table.name): there is no row") }
    asOf = try fields.month(first, "as_of_month")
    var adjustments: [Adjustment] = []
    for row in table.rows {
      let asOf = try fields.month(row, "as_of_month")
      guard asOf == self.asOf else {
        throw row.refused(
          "as_of_month is \(asOf), line \(first.line) has \(self.asOf): a file is about one vintage")
      }
      let amount = try fields.amount(row, "amount")
      guard !amount.isZero else { throw row.refused("amount is zero: nothing would be adjusted") }
      try fields.checkUnit(row)
      adjustments.append(
        Adjustment(
          month: try fields.month(row, "month"), keys: try fields.series(row), amount: amount,
          reason: try Self.words(row, "reason"), author: try Self.words(row, "author"), line: row.line))
    }
    self.adjustments = adjustments
  }

  static func columns(_ domain: Domain) -> [String] {
    ["as_of_month", "month"] + domain.keys + ["amount", "unit", "reason", "author"]
  }

  private static func words(_ row: CSVTable.Row, _ column: String) throws(Failure) -> String {
    let text = row[column].trimmingCharacters(in: .whitespacesAndNewlines)
    guard !text.isEmpty else {
      throw row.refused("\(column) is empty: say \(column == "author" ? "who" : "why")")
    }
    return text
  }
}
