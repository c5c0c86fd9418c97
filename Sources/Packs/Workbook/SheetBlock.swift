import StrictYAML

/// What stands on a sheet, from top to bottom.
struct SheetBlock {
  var file: String
  var line: Int?
  var kind: Kind

  enum Kind {
    /// `{…}` names are replaced.
    case text(String, TextStyle)
    /// DRAFT, or who approved.
    case status
    case table(String, TableLayout)
    case tables(String, TableLayout)
    case list(String)
    case cards(CardLayout)
    case chart(ChartLayout)
    case check(CheckRole)
    /// The months that formulas count from, with their names.
    case calendar
    case data
    case gap(Int)
  }

  enum TextStyle: String, CaseIterable { case title, heading, plain, note }
  /// The cell that all checks end in stands on one sheet; the others show it.
  enum CheckRole: String, CaseIterable { case defines, shows }

  func error(_ message: String) -> PackError { PackError(.definition, file: file, line: line, message) }

  init(_ value: YAMLValue) throws(YAMLError) {
    let keys = try value.mapping()
    var kinds: [Kind] = []
    if let text = try keys.optional("text")?.string() {
      kinds.append(.text(text, try keys.optional("style")?.choice() ?? .plain))
    }
    if let table = try keys.optional("table")?.string() { kinds.append(.table(table, try TableLayout(keys))) }
    if let tables = try keys.optional("tables")?.string() {
      kinds.append(.tables(tables, try TableLayout(keys)))
    }
    if let list = try keys.optional("list")?.string() { kinds.append(.list(list)) }
    if let table = try keys.optional("cards")?.string() { kinds.append(.cards(try CardLayout(table, keys))) }
    if let table = try keys.optional("chart")?.string() { kinds.append(.chart(try ChartLayout(table, keys))) }
    if let role = keys.optional("check") { kinds.append(.check(try role.choice())) }
    if let data = keys.optional("data") {
      guard try data.string() == "table" else { throw data.error("expected 'table'") }
      kinds.append(.data)
    }
    if let status = keys.optional("status") {
      guard try status.string() == "shows" else { throw status.error("expected 'shows'") }
      kinds.append(.status)
    }
    if let calendar = keys.optional("calendar") {
      guard try calendar.string() == "defines" else { throw calendar.error("expected 'defines'") }
      kinds.append(.calendar)
    }
    if let gap = try keys.optional("gap")?.integer(in: 1...50) { kinds.append(.gap(gap)) }
    try keys.finish()
    guard kinds.count == 1, let kind = kinds.first else {
      throw value.error(
        "a block is one of text, status, table, tables, list, cards, chart, check, calendar, data, gap")
    }
    self.kind = kind
    (file, line) = (value.file, value.line)
  }
}
