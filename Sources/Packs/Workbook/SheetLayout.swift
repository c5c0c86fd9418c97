import StrictYAML

/// One sheet, or one a domain or data table: blocks from top to bottom.
struct SheetLayout {
  var name: String
  var scope: Scope
  /// In characters; the last goes for the columns after it too.
  var widths: [Double]
  var freezeRows: Int
  var freezeColumns: Int
  /// Printed pages from top to bottom; 0 for as many as it takes.
  var pagesTall: Int
  var blocks: [Block]

  enum Scope: String, CaseIterable { case pack, domains, data }

  struct Block {
    var file: String
    var line: Int?
    var kind: Kind

    func error(_ message: String) -> PackError { PackError(.definition, file: file, line: line, message) }
  }

  enum Kind {
    /// `{…}` names are replaced.
    case text(String, TextStyle)
    case table(String)
    case tables(String)
    case list(String)
    case chart(String, rows: Int)
    case check(CheckRole)
    case data
    case gap(Int)
  }

  enum TextStyle: String, CaseIterable { case title, heading, plain }
  /// The cell that all checks end in stands on one sheet; the others show it.
  enum CheckRole: String, CaseIterable { case defines, shows }

  init(_ value: YAMLValue) throws(YAMLError) {
    let keys = try value.mapping()
    name = try keys.required("name").string()
    scope = try keys.required("for").choice()
    widths = try keys.required("widths").items { (item) throws(YAMLError) in
      let width = try item.number()
      guard (1...255).contains(width) else { throw item.error("is \(width); expected 1 to 255 characters") }
      return width
    }
    let freeze = try keys.required("freeze").mapping()
    freezeRows = try freeze.required("rows").integer(in: 0...100)
    freezeColumns = try freeze.required("columns").integer(in: 0...50)
    try freeze.finish()
    pagesTall = try keys.optional("pages_tall")?.integer(in: 0...100) ?? 0
    blocks = try keys.required("blocks").items(Self.block)
    try keys.finish()
  }

  private static func block(_ value: YAMLValue) throws(YAMLError) -> Block {
    let keys = try value.mapping()
    var kinds: [Kind] = []
    if let text = try keys.optional("text")?.string() {
      kinds.append(.text(text, try keys.optional("style")?.choice() ?? .plain))
    }
    if let table = try keys.optional("table")?.string() { kinds.append(.table(table)) }
    if let tables = try keys.optional("tables")?.string() { kinds.append(.tables(tables)) }
    if let list = try keys.optional("list")?.string() { kinds.append(.list(list)) }
    if let chart = try keys.optional("chart")?.string() {
      kinds.append(.chart(chart, rows: try keys.required("rows").integer(in: 5...100)))
    }
    if let role = keys.optional("check") { kinds.append(.check(try role.choice())) }
    if let data = keys.optional("data") {
      guard try data.string() == "table" else { throw data.error("expected 'table'") }
      kinds.append(.data)
    }
    if let gap = try keys.optional("gap")?.integer(in: 1...50) { kinds.append(.gap(gap)) }
    try keys.finish()
    guard kinds.count == 1, let kind = kinds.first else {
      throw value.error("a block is one of text, table, tables, list, chart, check, data, gap")
    }
    return Block(file: value.file, line: value.line, kind: kind)
  }
}
