/// Puts visuals on a page from top to bottom.
struct PageLayout {
  enum Slicer {
    /// The vintage, and with it the month that cards speak of; the latest where none is chosen.
    case asOf
    /// Months of the calendar.
    case month
    case fiscalYear
    case origin
    case column(table: String, name: String)
  }

  private var visuals: [Visual]
  private var top = 72
  private static let gap = 8
  private static let width = Page.width - 2 * Page.margin

  init(title: String) {
    visuals = [
      Visual(
        kind: .text, key: "title", frame: Visual.Frame(x: Page.margin, y: 8, width: 560, height: 56),
        alternativeText: "Title: \(title)", words: title)
    ]
  }

  /// From the right-hand corner to the left, four at most.
  mutating func place(slicers: [Slicer]) {
    for (index, slicer) in slicers.prefix(4).enumerated() {
      let x = Page.width - Page.margin - (index + 1) * 160 - index * Self.gap
      visuals.append(Self.visual(slicer, Visual.Frame(x: x, y: 8, width: 160, height: 56)))
    }
  }

  mutating func row(height: Int, _ visual: (Visual.Frame) -> Visual) {
    columns(height: height, count: 1) { visual($1) }
  }

  mutating func columns(height: Int, count: Int, _ visual: (Int, Visual.Frame) -> Visual) {
    let width = (Self.width - (count - 1) * Self.gap) / count
    for column in 0..<count {
      let x = Page.margin + column * (width + Self.gap)
      visuals.append(visual(column, Visual.Frame(x: x, y: top, width: width, height: height)))
    }
    top += height + Self.gap
  }

  func page(key: String, title: String) -> Page {
    Page(key: key, title: title, height: max(720, top), visuals: visuals)
  }

  private static func visual(_ slicer: Slicer, _ frame: Visual.Frame) -> Visual {
    let (field, words, group): (Field, String, String?) =
      switch slicer {
      case .asOf:
        (.column(Star.runs, "as_of_month", title: "Month (as of)"), "the month of the vintage", "as of")
      case .month: (.column(Star.calendar, "Year Month", title: "Month"), "months", "month")
      case .fiscalYear: (.column(Star.calendar, "Fiscal Year"), "the fiscal year", "fiscal year")
      case .origin: (.column(Star.runs, "origin", title: "Origin"), "the origin of runs", nil)
      case .column(let table, let name): (.column(table, name), "values of \(name)", "\(table).\(name)")
      }
    var selection = Formatting().flag("selectAllCheckboxEnabled", false)
    if case .asOf = slicer { selection = selection.flag("singleSelect", true) }
    return Visual(
      kind: .slicer, key: "slicer \(field.reference)", frame: frame, alternativeText: "Choose \(words)",
      roles: [("Values", [field])],
      objects: [("data", [Formatting().text("mode", "Dropdown")]), ("selection", [selection])], syncGroup: group
    )
  }
}
