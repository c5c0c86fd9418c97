import Domains
import Forecasting

/// The rows of `price_volume_<domain>` of one period, found by their node.
struct PriceVolumeIndex {
  private struct Node: Hashable {
    let level: String
    let keys: SeriesKey
  }

  private let kpis: KPIIndex
  private let period: String
  private let rows: [Node: PriceVolumeRow]
  private let levels: Set<String>

  /// Throws `PackError` (`rows`) for a row of another month, given twice, that does not close, or whose two years are not
  /// those of `kpi_monthly_<domain>`.
  init(_ rows: [PriceVolumeRow], _ kpis: KPIIndex, _ period: String) throws(PackError) {
    self.kpis = kpis
    self.period = period
    var found: [Node: PriceVolumeRow] = [:]
    for row in rows where row.period == period {
      func failure(_ what: String) -> PackError {
        PackError(.rows, "\(Self.place(kpis, row.level, row.keys, period)): \(what)")
      }
      guard let compared = kpis.row(row.level, row.keys, period, "ac_py") else {
        // Of leaves no more is read than the pack shows.
        if row.level == Domain.Level.leaf { continue }
        throw failure("has no row in kpi_monthly_\(kpis.domain.name)")
      }
      guard row.asOfMonth == compared.asOfMonth else {
        throw failure("is of \(row.asOfMonth), not \(compared.asOfMonth)")
      }
      let steps = PriceVolumeStep.allCases.map { $0.amount(row) }
      guard steps.reduce(row.reference, +) == row.value else {
        throw failure("the steps do not lead from prior year to actual")
      }
      let zero = Amount(scaled: 0, decimals: kpis.domain.decimals)
      guard row.value == compared.value ?? zero, row.reference == compared.reference ?? zero else {
        throw failure(
          "leads from \(row.reference) to \(row.value), kpi_monthly_\(kpis.domain.name) has "
            + "\(compared.reference ?? zero) and \(compared.value ?? zero)")
      }
      guard found.updateValue(row, forKey: Node(level: row.level, keys: row.keys)) == nil else {
        throw failure("comes twice")
      }
    }
    self.rows = found
    levels = Set(found.keys.map(\.level))
  }

  func hasRows(_ level: String) -> Bool { levels.contains(level) }

  func row(_ level: String, _ keys: SeriesKey) -> PriceVolumeRow? { rows[Node(level: level, keys: keys)] }

  /// Those of a line's nodes; of one without any sale in both years there is none.
  ///
  /// Throws `PackError` (`rows`) for a node that has sales and no row.
  func rows(of line: VarianceLine) throws(PackError) -> [PriceVolumeRow] {
    var members: [PriceVolumeRow] = []
    for keys in line.members {
      if let row = row(line.level, keys) {
        members.append(row)
      } else if let compared = kpis.row(line.level, keys, period, "ac_py"),
        [compared.value, compared.reference].contains(where: { $0?.isZero == false })
      {
        throw PackError(
          .rows,
          "\(Self.place(kpis, line.level, keys, period)): has no row, and kpi_monthly_\(kpis.domain.name) has one"
        )
      }
    }
    return members
  }

  private static func place(_ kpis: KPIIndex, _ level: String, _ keys: SeriesKey, _ period: String) -> String {
    "price_volume_\(kpis.domain.name): \(level) \(keys.values), \(period)"
  }
}
