import CXLSXWriter
import Foundation

/// Colours of impact and bars of a table as conditional formats: they follow the numbers when these change.
struct ImpactRules {
  let sheet: WorkbookSheet
  let table: Table
  let layout: TableLayout
  let formulas: TableFormulas

  func write() throws(PackError) {
    for column in table.columns.indices {
      for run in runs(column) { try colour(run.rows, column, isHigherBetter: run.isHigherBetter) }
      if table.columns[column].relations.contains(where: { if case .verdict = $0 { true } else { false } }) {
        try verdict(column)
      }
    }
    for key in layout.bars {
      if let column = table.column(key) { try bar(column) }
    }
  }

  private func sheetRows(_ rows: ClosedRange<Int>) -> ClosedRange<Int> {
    formulas.first + rows.lowerBound...formulas.first + rows.upperBound
  }

  private typealias Run = (rows: ClosedRange<Int>, isHigherBetter: Bool)

  /// Rows one below the other in which more is better, or less is. A grey number ends a run, a zero does not.
  private func runs(_ column: Int) -> [Run] {
    var runs: [Run] = []
    var isOpen = false
    for (row, line) in table.rows.enumerated() {
      let cell = line.cells[column]
      guard let value = TableFormulas.number(cell), value != 0 else { continue }
      guard cell.impact != .neutral else {
        isOpen = false
        continue
      }
      let isHigherBetter = (value > 0) == (cell.impact == .good)
      if isOpen, let last = runs.last, last.isHigherBetter == isHigherBetter {
        runs[runs.count - 1].rows = last.rows.lowerBound...row
      } else {
        runs.append((row...row, isHigherBetter))
      }
      isOpen = true
    }
    return runs
  }

  private func colour(_ rows: ClosedRange<Int>, _ column: Int, isHigherBetter: Bool) throws(PackError) {
    for (criteria, isGood) in [
      (LXW_CONDITIONAL_CRITERIA_GREATER_THAN, isHigherBetter),
      (LXW_CONDITIONAL_CRITERIA_LESS_THAN, !isHigherBetter),
    ] {
      var rule = lxw_conditional_format()
      rule.type = UInt8(LXW_CONDITIONAL_TYPE_CELL.rawValue)
      rule.criteria = UInt8(criteria.rawValue)
      rule.value = 0
      rule.format = try sheet.file.inkFormat(isGood ? ImpactColor.good : ImpactColor.bad)
      try sheet.conditional(sheetRows(rows), formulas.position(column), &rule)
    }
  }

  private func verdict(_ column: Int) throws(PackError) {
    for (text, color) in [("PASS", ImpactColor.good), ("FAIL", ImpactColor.bad)] {
      let word = strdup("\"\(text)\"")
      defer { free(word) }
      var rule = lxw_conditional_format()
      rule.type = UInt8(LXW_CONDITIONAL_TYPE_CELL.rawValue)
      rule.criteria = UInt8(LXW_CONDITIONAL_CRITERIA_EQUAL_TO.rawValue)
      rule.value_string = word
      rule.format = try sheet.file.inkFormat(color)
      try sheet.conditional(sheetRows(0...table.rows.count - 1), formulas.position(column), &rule)
    }
  }

  /// Bars from a common zero: to the right above it, to the left below; their colours those of the impact. The total
  /// is left out: it would make all the others short.
  private func bar(_ column: Int) throws(PackError) {
    let first = table.rows.first?.isTotal == true && table.rows.count > 1 ? 1 : 0
    let run = runs(column).last { $0.rows.upperBound >= first }
    var rule = lxw_conditional_format()
    rule.type = UInt8(LXW_CONDITIONAL_DATA_BAR.rawValue)
    rule.data_bar_2010 = 1
    rule.bar_solid = 1
    rule.bar_no_border = 1
    let isHigherBetter = run?.isHigherBetter ?? true
    let (up, down): (UInt32, UInt32) =
      run == nil ? (0xC9C9C7, 0xC9C9C7) : isHigherBetter ? (0xA9CFAB, 0xEDA9A3) : (0xEDA9A3, 0xA9CFAB)
    rule.bar_color = up
    rule.bar_negative_color = down
    rule.bar_axis_color = 0x8A8A8A
    try sheet.conditional(sheetRows(first...table.rows.count - 1), formulas.position(column), &rule)
  }
}
