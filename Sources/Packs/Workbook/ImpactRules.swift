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
      for segment in segments { try colour(column, segment) }
      if table.columns[column].relations.contains(where: { if case .verdict = $0 { true } else { false } }) {
        try verdict(column)
      }
    }
    for key in layout.bars {
      guard let column = table.column(key) else { continue }
      for segment in segments where !table.rows[segment.lowerBound].isTotal && segment.count > 1 {
        try bar(column, segment)
      }
    }
  }

  private func sheetRows(_ rows: ClosedRange<Int>) -> ClosedRange<Int> {
    formulas.first + rows.lowerBound...formulas.first + rows.upperBound
  }

  /// Rows one below the other that are totals, or are not: a bar for a total would make all the others short.
  private var segments: [ClosedRange<Int>] {
    var segments: [ClosedRange<Int>] = []
    for row in table.rows.indices {
      if let last = segments.last, table.rows[last.lowerBound].isTotal == table.rows[row].isTotal {
        segments[segments.count - 1] = last.lowerBound...row
      } else {
        segments.append(row...row)
      }
    }
    return segments
  }

  private typealias Run = (rows: ClosedRange<Int>, isHigherBetter: Bool)

  /// Rows of a segment in which more is better, or less is. A grey number ends a run, a zero does not.
  private func runs(_ column: Int, _ segment: ClosedRange<Int>) -> [Run] {
    var runs: [Run] = []
    var (isOpen, hasGrey) = (false, false)
    for row in segment {
      let cell = table.rows[row].cells[column]
      guard let value = TableFormulas.number(cell), value != 0 else { continue }
      guard cell.impact != .neutral else {
        (isOpen, hasGrey) = (false, true)
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
    // The same cells as a bar has: LibreOffice shows one format where ranges overlap.
    if runs.count == 1, !hasGrey { runs[0].rows = segment }
    return runs
  }

  private func colour(_ column: Int, _ segment: ClosedRange<Int>) throws(PackError) {
    for run in runs(column, segment) {
      for isAbove in [true, false] {
        var rule = lxw_conditional_format()
        rule.type = UInt8(LXW_CONDITIONAL_TYPE_CELL.rawValue)
        // Not "greater than": that is true of a text.
        rule.criteria = UInt8(LXW_CONDITIONAL_CRITERIA_BETWEEN.rawValue)
        (rule.min_value, rule.max_value) = isAbove ? (1e-9, 1e99) : (-1e99, -1e-9)
        rule.format = try sheet.file.inkFormat(
          isAbove == run.isHigherBetter ? ImpactColor.good : ImpactColor.bad)
        try sheet.conditional(sheetRows(run.rows), formulas.position(column), &rule)
      }
    }
  }

  private func verdict(_ column: Int) throws(PackError) {
    for (passed, color) in [(true, ImpactColor.good), (false, ImpactColor.bad)] {
      let word = strdup(TableFormulas.literal(sheet.file.language.verdict(passed)))
      defer { free(word) }
      var rule = lxw_conditional_format()
      rule.type = UInt8(LXW_CONDITIONAL_TYPE_CELL.rawValue)
      rule.criteria = UInt8(LXW_CONDITIONAL_CRITERIA_EQUAL_TO.rawValue)
      rule.value_string = word
      rule.format = try sheet.file.inkFormat(color)
      try sheet.conditional(sheetRows(0...table.rows.count - 1), formulas.position(column), &rule)
    }
  }

  /// Bars from a common zero: to the right above it, to the left below; their colours are those of the impact.
  private func bar(_ column: Int, _ segment: ClosedRange<Int>) throws(PackError) {
    var rule = lxw_conditional_format()
    rule.type = UInt8(LXW_CONDITIONAL_DATA_BAR.rawValue)
    rule.data_bar_2010 = 1
    rule.bar_solid = 1
    rule.bar_no_border = 1
    let (favourable, unfavourable, neutral): (UInt32, UInt32, UInt32) = (0xA9CFAB, 0xEDA9A3, 0xC9C9C7)
    switch runs(column, segment).last?.isHigherBetter {
    case true?: (rule.bar_color, rule.bar_negative_color) = (favourable, unfavourable)
    case false?: (rule.bar_color, rule.bar_negative_color) = (unfavourable, favourable)
    case nil: (rule.bar_color, rule.bar_negative_color) = (neutral, neutral)
    }
    rule.bar_axis_color = 0x8A8A8A
    try sheet.conditional(sheetRows(segment), formulas.position(column), &rule)
  }
}
