import Domains

/// The pack as a workbook: sheets and blocks as the layout says, numbers as the content has them, the data sheets as
/// their rows come.
struct WorkbookRenderer {
  private let layout: WorkbookLayout
  private let content: PackContent

  private struct Part {
    var layout: SheetLayout
    var subject: SheetSubject
    var sheet: WorkbookSheet
  }

  /// Reads `templates`/xlsx.
  init(_ content: PackContent, templates: String) throws(PackError) {
    self.content = content
    layout = try WorkbookLayout(
      folder: "\(templates)/xlsx", numbers: content.numbers, language: content.language)
  }

  /// Writes the file at `path`, the same bytes for the same content, rows and timestamp.
  ///
  /// Throws `PackError`, and what `rows` throws.
  func render(to path: String, rows: any DataRowReader, timestamp: Int) throws {
    let title = "\(content.organisation): \(content.title), \(content.language.name(content.asOf))"
    let file = try WorkbookFile(
      path: path, title: title, timestamp: timestamp, font: layout.font, language: content.language)
    var parts: [Part] = []
    for sheet in layout.sheets {
      for subject in subjects(sheet.scope) {
        for text in [sheet.name, sheet.about] {
          guard let name = SheetTexts(content: content, subject: subject).unknown(in: text) else { continue }
          throw PackError(.definition, file: sheet.file, SheetTexts.unknown(name))
        }
        let added = try file.addSheet(text(sheet.name, subject), isStreamed: sheet.scope == .data)
        parts.append(Part(layout: sheet, subject: subject, sheet: added))
      }
    }
    let live = LiveFormulas(try writeData(parts, rows), content)
    let others = parts.map { (sheet: $0.sheet, about: text($0.layout.about, $0.subject)) }
    var writers: [SheetWriter] = []
    var places: [String: TablePlace] = [:]
    for part in parts {
      if part.layout.scope != .data {
        let writer = SheetWriter(
          content: content, subject: part.subject, layout: part.layout, sheet: part.sheet,
          formats: layout.formats, live: live, others: others)
        try writer.write()
        places.merge(writer.places) { first, _ in first }
        writers.append(writer)
      }
      let status = SheetTexts(content: content, subject: part.subject).status
      try part.sheet.setUp(part.layout, layout.paper, footer: "\(title), \(status)")
    }
    for writer in writers { try writer.finish(places) }
    try file.close()
  }

  private func writeData(_ parts: [Part], _ rows: any DataRowReader) throws -> [String: LeafSums] {
    var data = DataSheets()
    let sheets = parts.compactMap { part -> (table: DataTable, sheet: WorkbookSheet)? in
      if case .data(let table) = part.subject { (table, part.sheet) } else { nil }
    }
    try data.write(
      sheets, of: content.domains.map(\.domain), from: rows, formats: layout.formats,
      content.language, isSound: content.isSound)
    return data.sums
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
