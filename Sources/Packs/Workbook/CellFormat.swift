import CXLSXWriter

/// How a cell looks.
struct CellFormat: Hashable {
  /// Excel's number format; nil for General.
  var number: String?
  var weight = Weight.normal
  var ink = Ink.normal
  /// Nil for what the type of the cell suggests.
  var side: Side?
  var isWrapped = false
  var indent = 0
  /// A line below, in the style of a scenario: thin without one.
  var underline: Underline?

  enum Side: Hashable { case left, right }
  enum Weight: Hashable { case normal, bold, title }
  enum Ink: Hashable { case normal, soft, good, bad, link }
  enum Underline: Hashable {
    case plain
    case scenario(Scenario)
  }

  func apply(to format: UnsafeMutablePointer<lxw_format>, font: WorkbookLayout.Font) {
    format_set_font_name(format, font.name)
    format_set_font_size(format, weight == .title ? Double(font.size + 4) : Double(font.size))
    if weight != .normal { format_set_bold(format) }
    if let number { format_set_num_format(format, number) }
    format_set_font_color(format, color)
    if ink == .link { format_set_underline(format, UInt8(LXW_UNDERLINE_SINGLE.rawValue)) }
    switch side {
    case .left: format_set_align(format, UInt8(LXW_ALIGN_LEFT.rawValue))
    case .right: format_set_align(format, UInt8(LXW_ALIGN_RIGHT.rawValue))
    case nil: break
    }
    let vertical = underline == nil ? LXW_ALIGN_VERTICAL_TOP : LXW_ALIGN_VERTICAL_BOTTOM
    format_set_align(format, UInt8(vertical.rawValue))
    if isWrapped { format_set_text_wrap(format) }
    if indent > 0 { format_set_indent(format, UInt8(min(indent, 15))) }
    if let underline {
      format_set_bottom(format, border(underline))
      format_set_bottom_color(format, underline == .scenario(.priorYear) ? 0xBDBDBD : 0x3A3A3A)
    }
  }

  private var color: UInt32 {
    switch ink {
    case .normal: 0x1F1F1F
    case .soft: 0x595959
    case .good: 0x276A2A
    case .bad: 0xB71C1C
    case .link: 0x0B57A4
    }
  }

  private func border(_ underline: Underline) -> UInt8 {
    switch underline {
    case .plain: UInt8(LXW_BORDER_THIN.rawValue)
    case .scenario(.actual), .scenario(.priorYear): UInt8(LXW_BORDER_THICK.rawValue)
    case .scenario(.forecast): UInt8(LXW_BORDER_MEDIUM_DASHED.rawValue)
    case .scenario(.plan): UInt8(LXW_BORDER_DOUBLE.rawValue)
    }
  }
}
