import Domains
import Forecasting

/// Writes the blocks of one sheet from top to bottom; what points to tables further down, or on other sheets, is
/// written when all of them stand.
final class SheetWriter {
  private let content: PackContent
  private let subject: SheetSubject
  private let layout: SheetLayout
  private let sheet: WorkbookSheet
  private let formats: NumberFormats
  private let live: LiveFormulas
  private let others: [(sheet: WorkbookSheet, about: String)]
  private var row = 0
  private(set) var places: [String: TablePlace] = [:]
  private var cards: [(layout: CardLayout, row: Int, block: SheetBlock)] = []
  private var charts: [(layout: ChartLayout, row: Int, left: Int, block: SheetBlock)] = []
  private var chartEnd = (row: 0, left: 0)
  private var master: (row: Int, block: SheetBlock)?
  /// The tables that the last rows are of: where the first begins, and what is said below them all.
  private var tables: (top: Int, remarks: [String])?
  private var neededWidths: [Int: Double] = [:]

  init(
    content: PackContent, subject: SheetSubject, layout: SheetLayout, sheet: WorkbookSheet,
    formats: NumberFormats,
    live: LiveFormulas, others: [(sheet: WorkbookSheet, about: String)]
  ) {
    self.content = content
    self.subject = subject
    self.layout = layout
    self.sheet = sheet
    self.formats = formats
    self.live = live
    self.others = others
  }

  private var texts: SheetTexts { SheetTexts(content: content, subject: subject) }

  func write() throws(PackError) {
    for block in layout.blocks { try write(block) }
    try endTables()
  }

  /// Cards, charts, the master check, widths; `places` has the tables of every sheet by their ids.
  func finish(_ places: [String: TablePlace]) throws(PackError) {
    for card in cards {
      guard let place = self.places[card.layout.table] else {
        throw card.block.error("the cards need 'table: \(card.layout.table)' on their sheet")
      }
      let formulas = TableFormulas(table: place.table, live: live, first: place.firstRow, left: place.left)
      let writer = CardWriter(
        sheet: sheet, layout: card.layout, place: place, formulas: formulas, formats: formats, top: card.row)
      for key in [card.layout.value] + card.layout.lines where place.table.column(key) == nil {
        throw card.block.error(unknown(column: key, in: place.table))
      }
      try writer.write()
      need(writer.neededWidths(content.numbers))
    }
    for chart in charts {
      var left = chart.left
      for table in try SheetTables(content: content, subject: subject).charted(chart.layout.table, chart.block)
      {
        guard let place = places[table.id] else {
          throw chart.block.error("the chart needs 'table: \(chart.layout.table)' on some sheet")
        }
        for key in [chart.layout.category] + chart.layout.series.map(\.column) where table.column(key) == nil {
          throw chart.block.error(unknown(column: key, in: table))
        }
        var layout = chart.layout
        for index in layout.series.indices {
          layout.series[index].name = texts.replace(layout.series[index].name)
        }
        try ChartWriter(sheet: sheet, layout: layout, place: place, title: table.title, formats: formats)
          .write(row: chart.row, left: left)
        left += chart.layout.width + 10
      }
    }
    if let master { try defineMaster(master) }
    sheet.widths(layout.widths, atLeast: neededWidths)
  }

  private func need(_ widths: [Int: Double]) { neededWidths.merge(widths) { max($0, $1) } }

  private func unknown(column: String, in table: Table) -> String {
    "there is no column '\(column)' in the table '\(table.id)'; there are "
      + table.columns.map(\.key).joined(separator: ", ")
  }

  private func write(_ block: SheetBlock) throws(PackError) {
    switch block.kind {
    case .table(_, let layout) where layout.beside > 0: break
    default: try endTables()
    }
    switch block.kind {
    case .text(let text, let style): try write(text, style, block)
    case .status: try status()
    case .gap(let rows): row += rows
    case .check(let role): try check(role, block)
    case .calendar: try calendar(block)
    case .table("data-checks", _):
      row = try DataChecksWriter(sheet: sheet, content: content, formats: formats, top: row).write()
    case .table(let name, let layout):
      let tables = SheetTables(content: content, subject: subject)
      if let table = try tables.table(name, block) { try write(table, layout, as: name, block) }
    case .tables(let name, let layout):
      for table in try SheetTables(content: content, subject: subject).tables(name, block) {
        try endTables()
        try write(table, layout, as: table.id, nil)
      }
    case .list(let name): try list(name, block)
    case .cards(let layout):
      cards.append((layout, row, block))
      row += layout.rows
    case .chart(let layout):
      try chart(layout, block)
    case .data: throw block.error("'data' belongs on a sheet with 'for: data'")
    }
  }

  private func chart(_ layout: ChartLayout, _ block: SheetBlock) throws(PackError) {
    let tables = try SheetTables(content: content, subject: subject).charted(layout.table, block)
    if layout.isBeside {
      charts.append((layout, chartEnd.row, chartEnd.left, block))
      chartEnd.left += tables.count * (layout.width + 10)
      row = max(row, chartEnd.row + layout.rows + 1)
    } else {
      charts.append((layout, row, 0, block))
      chartEnd = (row, tables.count * (layout.width + 10))
      row += layout.rows + 1
    }
  }

  private func write(
    _ text: String, _ style: SheetBlock.TextStyle, _ block: SheetBlock
  ) throws(PackError) {
    if let name = texts.unknown(in: text) { throw block.error(SheetTexts.unknown(name)) }
    let text = texts.replace(text)
    switch style {
    case .title: try line(text, CellFormat(weight: .title))
    case .heading: try line(text, CellFormat(weight: .bold, underline: .plain))
    case .plain: try line(text, CellFormat())
    case .note: try line(text, CellFormat(ink: .soft))
    }
  }

  /// A text that runs to the right, and wraps where it is longer than the columns that the layout gives it.
  private func line(_ text: String, _ look: CellFormat) throws(PackError) {
    let columns = layout.textColumns
    let room = (0..<columns).reduce(0.0) { $0 + layout.width($1) } * (look.weight == .title ? 0.7 : 1.05)
    let lines = (Double(text.count) / room).rounded(.up)
    if lines > 1, columns > 1 {
      try sheet.text(row, over: columns, text, look)
      sheet.height(row, min(409, 13.5 * lines + 2))
    } else {
      try sheet.text(row, 0, text, look)
    }
    row += 1
  }

  private func status() throws(PackError) {
    let isDraft = content.approval == .draft
    let look = CellFormat(weight: .bold, ink: .inverse, fill: isDraft ? .draft : .approved)
    let text = isDraft ? content.language.text(.notApproved) : texts.status
    if layout.textColumns > 1 {
      try sheet.text(row, over: 2, text, look)
    } else {
      try sheet.text(row, 0, text, look)
    }
    row += 1
  }

  private func write(
    _ table: Table, _ layout: TableLayout, as name: String, _ block: SheetBlock?
  ) throws(PackError) {
    for key in layout.bars where table.column(key) == nil {
      if let block { throw block.error(unknown(column: key, in: table)) }
    }
    // Without a table above, because there is none this month, it stands at the left itself.
    let writer = TableWriter(
      sheet: sheet, table: table, layout: layout, formats: formats, live: live, width: self.layout.width,
      top: tables?.top ?? row, left: tables == nil ? 0 : layout.beside)
    let place = try writer.write()
    need(writer.neededWidths(content.numbers))
    places[name] = place
    places[table.id] = place
    tables = (writer.top, (tables?.remarks ?? []) + writer.remarks)
    row = max(row, place.end)
  }

  /// What is said of the tables above, and a free row.
  private func endTables() throws(PackError) {
    guard let tables else { return }
    self.tables = nil
    for remark in tables.remarks { try line(remark, CellFormat(ink: .soft)) }
    row += 1
  }

  /// A heading and lines below it.
  private func list(_ name: String, _ block: SheetBlock) throws(PackError) {
    switch name {
    case "messages":
      var lines = content.messages
      if case .domain(let page) = subject { lines = page.messages + page.losses }
      for text in lines { try line(text.text, CellFormat()) }
      row += 1
    case "comments":
      let comments = if case .domain(let page) = subject { page.comments } else { content.comments }
      guard !comments.isEmpty else { return }
      try heading(.comments)
      for comment in comments {
        let flag = comment.flag(content.language, content.numbers).map { " \($0)" } ?? ""
        let said = content.language.text(
          .commentBy, ["author": comment.author, "subject": comment.subject, "text": comment.text])
        try line(said + flag, CellFormat())
      }
      row += 1
    case "missing":
      var reasons = [content.executive.planMissing, content.executive.bridgeMissing].compactMap { $0 }
      if case .domain(let page) = subject {
        reasons = [page.planMissing].compactMap { $0 } + page.bridgesMissing
      }
      for reason in reasons { try line(reason, CellFormat(ink: .soft)) }
      if !reasons.isEmpty { row += 1 }
    case "sheets":
      try heading(.sheets)
      for other in others where other.sheet.name != sheet.name {
        try sheet.link(row, 0, to: other.sheet, CellFormat(ink: .link))
        try sheet.text(row, 1, other.about, CellFormat(ink: .soft))
        row += 1
      }
      row += 1
    case "provenance": try pairs(.provenance, content.provenance.map { ($0.name(content.language), $0.value) })
    case "glossary": try pairs(.terms, content.glossary.map { ($0.term, $0.meaning) })
    case "states": row = try CheckStatesWriter(sheet: sheet, content: content, top: row).write()
    default:
      throw block.error(
        "there is no list '\(name)'; there are messages, comments, missing, sheets, provenance, glossary, states"
      )
    }
  }

  private func heading(_ message: Message) throws(PackError) {
    try sheet.text(row, 0, content.language.text(message), CellFormat(weight: .bold, underline: .plain))
    row += 1
  }

  private func pairs(_ title: Message, _ pairs: [(name: String, value: String)]) throws(PackError) {
    try heading(title)
    for pair in pairs {
      try sheet.text(row, 0, pair.name, CellFormat(weight: .bold))
      try sheet.text(row, 1, pair.value)
      row += 1
    }
    row += 1
  }

  /// The months from which formulas count: the as-of month is typed, the year's start too, the others follow.
  private func calendar(_ block: SheetBlock) throws(PackError) {
    try heading(.calendar)
    let look = CellFormat(number: formats.month, side: .left)
    let start = row + 2
    let months: [(label: Message, name: String, month: Month, formula: String?)] = [
      (.calendarAsOf, "AsOf", content.asOf, nil),
      (.calendarYearStart, "YearStart", content.yearStart, nil),
      (.calendarYearEnd, "YearEnd", content.yearStart + 11, "=EDATE(B\(start),11)"),
      (.calendarPriorYear, "AsOfPriorYear", content.asOf - 12, "=EDATE(B\(start - 1),-12)"),
      (.calendarNextMonth, "NextMonth", content.asOf + 1, "=EDATE(B\(start - 1),1)"),
    ]
    for entry in months {
      try sheet.text(row, 0, content.language.text(entry.label))
      if let formula = entry.formula {
        try sheet.formula(row, 1, formula, gives: Double(entry.month.excelSerial), look)
      } else {
        try sheet.month(row, 1, entry.month, look)
      }
      try sheet.text(row, 2, content.language.text(.named, ["name": entry.name]), CellFormat(ink: .soft))
      try sheet.file.define(entry.name, "=\(sheet.reference)!$B$\(row + 1)", for: block)
      row += 1
    }
    row += 1
  }

  private var verdict: String { content.language.verdict(content.isSound) }

  /// The name and cell of what all checks end in, and the way back.
  private func check(_ role: SheetBlock.CheckRole, _ block: SheetBlock) throws(PackError) {
    try sheet.text(row, 0, content.language.text(.checks), CellFormat(weight: .bold))
    switch role {
    case .shows: try sheet.formula(row, 1, "=MasterCheck", gives: verdict, masterLook)
    case .defines: master = (row, block)
    }
    if let index = others.first, index.sheet.name != sheet.name {
      try sheet.link(row, 2, to: index.sheet, CellFormat(ink: .link))
    }
    row += 1
  }

  private var masterLook: CellFormat {
    CellFormat(weight: .bold, ink: content.isSound ? .good : .bad, side: .left)
  }

  /// Written last: it looks at everything below it.
  private func defineMaster(_ master: (row: Int, block: SheetBlock)) throws(PackError) {
    let first = master.row + 2
    let last = max(row, first)
    let letters = WorkbookSheet.letters(max(0, content.checksTable.columns.count - 1))
    let range = "\(letters)\(first):\(letters)\(last)"
    let formula =
      "="
      + TableFormulas.verdict(
        "COUNTIF(\(range),\(TableFormulas.literal(content.language.text(.fail))))", content.language)
    try sheet.formula(master.row, 1, formula, gives: verdict, masterLook)
    try sheet.file.define("MasterCheck", "=\(sheet.reference)!$B$\(master.row + 1)", for: master.block)
  }
}
