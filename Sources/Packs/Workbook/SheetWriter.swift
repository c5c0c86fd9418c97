import Domains

/// Writes the blocks of one sheet from top to bottom.
struct SheetWriter {
  let content: PackContent
  let subject: SheetSubject
  let sheet: WorkbookSheet
  let formats: NumberFormats
  let sheets: [WorkbookSheet]
  private var row = 0
  private var places: [String: TableWriter.Place] = [:]
  private var charts: [(name: String, row: Int, rows: Int, block: SheetLayout.Block)] = []
  private var master: (row: Int, firstRow: Int)?

  init(
    content: PackContent, subject: SheetSubject, sheet: WorkbookSheet, formats: NumberFormats,
    sheets: [WorkbookSheet]
  ) {
    self.content = content
    self.subject = subject
    self.sheet = sheet
    self.formats = formats
    self.sheets = sheets
  }

  private var texts: SheetTexts { SheetTexts(content: content, subject: subject) }
  var status: String { texts.status }

  mutating func write(_ layout: SheetLayout) throws(PackError) {
    for block in layout.blocks { try write(block) }
    for chart in charts { try write(chart.name, chart.row, chart.rows, chart.block) }
    if let master { try defineMaster(master) }
  }

  private mutating func write(_ block: SheetLayout.Block) throws(PackError) {
    switch block.kind {
    case .text(let text, let style): try write(text, style, block)
    case .gap(let rows): row += rows
    case .check(let role): try check(role)
    case .table("data-checks"):
      row = try DataChecksWriter(sheet: sheet, content: content, formats: formats, top: row).write()
    case .table(let name):
      if let table = try table(name, block) { try write(table, as: name) }
    case .tables(let name):
      for table in try tables(name, block) { try write(table, as: table.id) }
    case .list(let name): try list(name, block)
    case .chart(let name, let rows):
      charts.append((name, row, rows, block))
      row += rows + 1
    case .data:
      guard case .data(let table) = subject else {
        throw block.error("'data' belongs on a sheet with 'for: data'")
      }
      try DataSheetWriter(sheet: sheet, table: table, formats: formats).write()
      row += table.count + 2
    }
  }

  private mutating func write(
    _ text: String, _ style: SheetLayout.TextStyle, _ block: SheetLayout.Block
  ) throws(PackError) {
    if let name = texts.unknown(in: text) {
      let known = SheetTexts.names.joined(separator: ", ")
      throw block.error("there is no name '{\(name)}' on the sheet '\(sheet.name)'; the names are \(known)")
    }
    let weights: [SheetLayout.TextStyle: CellFormat.Weight] = [.title: .title, .heading: .bold]
    try sheet.text(row, 0, texts.replace(text), CellFormat(weight: weights[style] ?? .normal))
    row += 1
  }

  private mutating func write(_ table: Table, as name: String) throws(PackError) {
    let place = try TableWriter(sheet: sheet, table: table, formats: formats, top: row).write()
    places[name] = place
    row = place.end
  }

  private func write(
    _ name: String, _ row: Int, _ rows: Int, _ block: SheetLayout.Block
  ) throws(PackError) {
    guard case .domain(let page) = subject, name == "trend" else {
      throw block.error("there is no chart '\(name)' here; a sheet with 'for: domains' has 'trend'")
    }
    guard let place = places[name] else {
      throw block.error("the chart '\(name)' needs 'table: \(name)' on its sheet")
    }
    try TrendChartWriter(sheet: sheet, chart: page.trend, place: place, formats: formats).write(
      row: row, rows: rows)
  }

  private func table(_ name: String, _ block: SheetLayout.Block) throws(PackError) -> Table? {
    switch (name, subject) {
    case ("trend", .domain(let page)): return page.trend.data
    case ("accuracy", .domain(let page)): return page.accuracy
    case ("stock-bridge", .domain(let page)): return page.stockBridge
    case ("summary", _): return content.executive.summary
    case ("bridge", _): return content.executive.bridge?.data
    case ("trust", _): return content.executive.trustTable
    case ("variance", _): return content.executive.variance
    case ("findings", _): return content.findings.all
    case ("findings-summary", _): return content.findings.summary
    case ("checks", _): return content.checksTable
    default:
      throw block.error(
        "there is no table '\(name)' here; there are summary, bridge, trust, variance, findings, findings-summary, "
          + "checks, data-checks, and with 'for: domains' trend, stock-bridge, accuracy")
    }
  }

  private func tables(_ name: String, _ block: SheetLayout.Block) throws(PackError) -> [Table] {
    let pages: [DomainPage] = if case .domain(let page) = subject { [page] } else { content.domains }
    switch name {
    case "variances": return pages.flatMap(\.variances)
    case "accuracy": return pages.map(\.accuracy)
    default: throw block.error("there are no tables '\(name)'; there are variances, accuracy")
    }
  }

  /// A heading and lines below it.
  private mutating func list(_ name: String, _ block: SheetLayout.Block) throws(PackError) {
    switch name {
    case "messages":
      var lines = content.messages
      if case .domain(let page) = subject { lines = page.messages + page.losses }
      for line in lines {
        try sheet.text(row, 0, line.text)
        row += 1
      }
      row += 1
    case "sheets":
      try heading("Sheets")
      for other in sheets where other.name != sheet.name {
        try sheet.link(row, 0, to: other, CellFormat(ink: .link))
        row += 1
      }
      row += 1
    case "provenance": try pairs("Provenance", content.provenance.map { ($0.name, $0.value) })
    case "glossary": try pairs("Definitions", content.glossary.map { ($0.term, $0.meaning) })
    default:
      throw block.error("there is no list '\(name)'; there are messages, sheets, provenance, glossary")
    }
  }

  private mutating func heading(_ text: String) throws(PackError) {
    try sheet.text(row, 0, text, CellFormat(weight: .bold, underline: .plain))
    row += 1
  }

  private mutating func pairs(_ title: String, _ pairs: [(name: String, value: String)]) throws(PackError) {
    try heading(title)
    for pair in pairs {
      try sheet.text(row, 0, pair.name, CellFormat(weight: .bold))
      try sheet.text(row, 1, pair.value, CellFormat(isWrapped: true))
      row += 1
    }
    row += 1
  }

  private var verdict: String { content.isSound ? "PASS" : "FAIL" }

  /// The name and cell of what all checks end in.
  private mutating func check(_ role: SheetLayout.CheckRole) throws(PackError) {
    try sheet.text(row, 0, "Checks", CellFormat(weight: .bold))
    switch role {
    case .shows: try sheet.formula(row, 1, "=MasterCheck", gives: verdict, masterLook)
    case .defines: master = (row, row + 1)
    }
    row += 1
  }

  private var masterLook: CellFormat { CellFormat(weight: .bold, ink: content.isSound ? .good : .bad) }

  /// Written last: it looks at everything below it.
  private func defineMaster(_ master: (row: Int, firstRow: Int)) throws(PackError) {
    let last = max(row, master.firstRow + 1)
    let letters = WorkbookSheet.letters(max(0, content.checksTable.columns.count - 1))
    let range = "\(letters)\(master.firstRow + 1):\(letters)\(last)"
    let formula = "=IF(COUNTIF(\(range),\"FAIL\")=0,\"PASS\",\"FAIL\")"
    try sheet.formula(master.row, 1, formula, gives: verdict, masterLook)
    try sheet.file.define("MasterCheck", "=\(sheet.reference)!$B$\(master.row + 1)")
  }
}
