/// The mail without markup: the same figures, in lines that any program shows as they are.
struct MailText {
  private let model: MailModel
  private static let width = 78

  init(_ model: MailModel) { self.model = model }

  var text: String {
    let content = model.content
    var lines = [model.subject, content.scenarios, content.measures]
    let (draft, checks) = (model.style.language.text(.draft), model.style.language.text(.checks))
    lines.append("\(model.approval ?? draft). \(checks) \(content.checksPassed)/\(content.checks.count).")
    lines.append("")
    for message in content.messages { lines += Self.wrap(message.text) }
    for comment in content.comments { lines += Self.wrap("\(comment.author): \(comment.text)") }
    for table in model.tables { lines += [""] + Self.lines(table) }
    if let reason = content.executive.planMissing { lines += [""] + Self.wrap(reason) }
    lines += [""] + Self.wrap(content.executive.trust.text) + [""]
    for picture in model.pictures { lines += Self.wrap("\(picture.title.what): \(picture.summary)") }
    lines += [""] + Self.wrap(model.workbook)
    if let link = model.links.pack { lines.append(link) }
    lines += [""] + Self.wrap(model.runs)
    // Nothing of the data starts a line of its own or ends the text early.
    return lines.map(Self.plain).joined(separator: "\n") + "\n"
  }

  private static func plain(_ line: String) -> String {
    String(
      String.UnicodeScalarView(
        line.unicodeScalars.map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 }))
  }

  private static func lines(_ table: MailTableModel) -> [String] {
    let title = table.title.map { [$0.what, $0.when] } ?? []
    let head = [""] + table.columns.map(\.label)
    let body = table.rows.map { row in
      [String(repeating: " ", count: row.depth) + row.label] + row.cells.map(\.text)
    }
    let widths = head.indices.map { column in ([head] + body).map { $0[column].count }.max() ?? 0 }
    var lines = ([head] + body).map { row in
      row.enumerated().map { column, text in
        let gap = String(repeating: " ", count: widths[column] - text.count)
        return column == 0 ? text + gap : gap + text
      }.joined(separator: "  ")
    }
    if let note = table.note { lines += wrap(note) }
    return title.flatMap(wrap) + lines
  }

  /// Broken at spaces.
  private static func wrap(_ text: String) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(whereSeparator: { $0 == " " || $0.isNewline }) {
      if !line.isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return lines + (line.isEmpty ? [] : [line])
  }
}
