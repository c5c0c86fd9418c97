/// What stands for the `{…}` names of a layout; `{say_checks}` is the text `checks` of the message file.
struct SheetTexts {
  let content: PackContent
  let subject: SheetSubject

  static let names = [
    "organisation", "title", "as_of", "scenarios", "measures", "status", "trust", "domain", "domain_name",
    "table",
    "relation", "row",
  ]

  var status: String {
    switch content.approval {
    case .draft: content.language.text(.draft)
    case .approved(let by, let at): content.language.text(.approved, ["by": by, "at": at])
    }
  }

  /// Each name replaced once, so that a text with braces in it stays as it is.
  func replace(_ text: String) -> String {
    var result = ""
    var rest = Substring(text)
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      result += rest[..<open]
      let name = String(rest[rest.index(after: open)..<close])
      result += value(name) ?? "{\(name)}"
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  /// The first name in `text` that nothing stands for here.
  func unknown(in text: String) -> String? {
    var rest = Substring(text)
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let name = String(rest[rest.index(after: open)..<close])
      if value(name) == nil { return name }
      rest = rest[rest.index(after: close)...]
    }
    return nil
  }

  /// What is wrong with a name that nothing stands for.
  static func unknown(_ name: String) -> String {
    "there is no name '{\(name)}' here; the names are \(names.joined(separator: ", ")), and say_ with a text of the "
      + "message file"
  }

  private func value(_ name: String) -> String? {
    switch (name, subject) {
    case ("organisation", _): content.organisation
    case ("title", _): content.title
    case ("as_of", _): content.language.name(content.asOf)
    case ("scenarios", _): content.scenarios
    case ("measures", _): content.measures
    case ("status", _): status
    case ("trust", .domain(let page)): page.trust.text
    case ("trust", _): content.executive.trust.text
    case ("domain", .domain(let page)): page.domain.label
    case ("domain_name", .domain(let page)): DataTable.camelCase(page.domain.name)
    case ("table", .data(let table)): table.name
    case ("relation", .data(let table)): table.relation.name
    case ("row", .data(let table)): table.relation.meaning
    default: message(name).map { content.language.text($0) }
    }
  }

  /// `say_checks`: a text of the message file that needs no names.
  private func message(_ name: String) -> Message? {
    guard name.hasPrefix("say_") else { return nil }
    return Message(rawValue: String(name.dropFirst(4))).flatMap { $0.names.isEmpty ? $0 : nil }
  }
}
