import CXLSXWriter
import Domains

/// The checks of each domain at a glance: how many, how many failed, and a sign that follows them.
struct CheckStatesWriter {
  let sheet: WorkbookSheet
  let content: PackContent
  let top: Int

  /// Returns the row after the block.
  func write() throws(PackError) -> Int {
    let heading = CellFormat(weight: .bold, underline: .plain)
    let language = content.language
    for (column, label) in [Message.checksByDomain, .state, .checks, .failedCount].enumerated() {
      try sheet.text(top, column, language.text(label), heading)
    }
    var row = top + 1
    // Icon sets divide the range of their cells in thirds: with these two it always reaches from 0 to 1.
    for (label, value) in [(Message.allPassed, 1.0), (.someFailed, 0.0)] {
      try sheet.text(row, 0, language.text(label), CellFormat(ink: .soft))
      try sheet.number(row, 1, value, look)
      row += 1
    }
    for domain in content.domains.map(\.domain) {
      let checks = content.checks.filter { $0.domain == domain.name }
      let failed = checks.count { !$0.passed }
      try sheet.text(row, 0, domain.label)
      try sheet.formula(row, 1, "=IF(D\(row + 1)=0,1,0)", gives: failed == 0 ? 1 : 0, look)
      try sheet.number(row, 2, Double(checks.count), CellFormat(side: .left))
      try sheet.number(row, 3, Double(failed), CellFormat(side: .left))
      row += 1
    }
    var rule = lxw_conditional_format()
    rule.type = UInt8(LXW_CONDITIONAL_TYPE_ICON_SETS.rawValue)
    rule.icon_style = UInt8(LXW_CONDITIONAL_ICONS_3_SYMBOLS_CIRCLED.rawValue)
    rule.icons_only = 1
    try sheet.conditional(top + 1...row - 1, 1, &rule)
    return row + 1
  }

  private var look: CellFormat { CellFormat(number: "0", side: .left) }
}
