import Domains

/// The pack as a workbook: sheets and blocks as the layout says, numbers as the content has them.
struct WorkbookRenderer {
  private let layout: WorkbookLayout
  private let content: PackContent

  /// Reads `templates`/xlsx.
  init(_ content: PackContent, templates: String) throws(PackError) {
    self.content = content
    layout = try WorkbookLayout(folder: "\(templates)/xlsx", numbers: content.numbers)
  }

  /// Writes the file at `path`, the same bytes for the same content and timestamp.
  func render(to path: String, timestamp: Int) throws(PackError) {
    let title = "\(content.organisation): \(content.title), \(content.language.name(content.asOf))"
    let file = try WorkbookFile(path: path, title: title, timestamp: timestamp, font: layout.font)
    var sheets: [(layout: SheetLayout, subject: SheetSubject, sheet: WorkbookSheet)] = []
    for sheet in layout.sheets {
      for subject in subjects(sheet.scope) {
        sheets.append((sheet, subject, try file.addSheet(text(sheet.name, subject))))
      }
    }
    for (layout, subject, sheet) in sheets {
      var writer = SheetWriter(
        content: content, subject: subject, sheet: sheet, formats: self.layout.formats,
        sheets: sheets.map(\.sheet))
      try writer.write(layout)
      sheet.widths(layout.widths)
      try sheet.setUp(
        freezeRows: layout.freezeRows, freezeColumns: layout.freezeColumns,
        pagesTall: layout.pagesTall,
        footer: "\(title), \(writer.status)")
    }
    try file.close()
  }

  private func subjects(_ scope: SheetLayout.Scope) -> [SheetSubject] {
    switch scope {
    case .pack: [.pack]
    case .domains: content.domains.map { .domain($0) }
    case .data: content.data.map { .data($0) }
    }
  }

  private func text(_ name: String, _ subject: SheetSubject) -> String {
    SheetTexts(content: content, subject: subject).replace(name)
  }
}

/// What a sheet is about.
enum SheetSubject {
  case pack
  case domain(DomainPage)
  case data(DataTable)
}
