import CXLSXWriter

/// How a cell looks.
struct CellFormat: Hashable {
  /// Excel's number format; nil for General.
  var number: String?
  var weight = Weight.normal
  var ink = Ink.normal
  var fill = Fill.none
  /// Nil for what the type of the cell suggests.
  var side: Side?
  var isWrapped = false
  var indent = 0
  /// A line below, in the style of a scenario: thin without one.
  var underline: Underline?
  /// A hairline below, that leads the eye along a row.
  var isRuled = false

  enum Side: Hashable { case left, right }
  enum Weight: Hashable { case normal, bold, title, figure }
  enum Ink: Hashable { case normal, soft, good, bad, link, inverse }
  enum Fill: Hashable { case none, card, draft, approved, total }
  enum Underline: Hashable {
    case plain
    case scenario(Scenario)
  }

  func apply(to format: UnsafeMutablePointer<lxw_format>, font: WorkbookLayout.Font) {
    format_set_font_name(format, font.name)
    format_set_font_size(format, size(font))
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
    if let background {
      format_set_pattern(format, UInt8(LXW_PATTERN_SOLID.rawValue))
      format_set_fg_color(format, background)
    }
    if let underline {
      format_set_bottom(format, border(underline))
      format_set_bottom_color(format, underline == .scenario(.priorYear) ? 0xBDBDBD : 0x3A3A3A)
    } else if isRuled {
      format_set_bottom(format, UInt8(LXW_BORDER_HAIR.rawValue))
      format_set_bottom_color(format, 0xBDBDBD)
    }
  }

  private func size(_ font: WorkbookLayout.Font) -> Double {
    switch weight {
    case .normal, .bold: Double(font.size)
    case .title: Double(font.size + 4)
    case .figure: Double(font.size + 8)
    }
  }

  private var color: UInt32 {
    switch ink {
    case .normal: 0x1F1F1F
    case .soft: 0x595959
    case .good: ImpactColor.good
    case .bad: ImpactColor.bad
    case .link: 0x0B57A4
    case .inverse: 0xFFFFFF
    }
  }

  private var background: UInt32? {
    switch fill {
    case .none: nil
    case .card: 0xF3F3F1
    case .total: 0xECECEA
    case .draft: 0xB45309
    case .approved: ImpactColor.good
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

/// The two colours of impact, which differ in lightness too.
enum ImpactColor {
  static let good: UInt32 = 0x276A2A
  static let bad: UInt32 = 0xB71C1C
  static let neutral: UInt32 = 0x8A8A8A
}
