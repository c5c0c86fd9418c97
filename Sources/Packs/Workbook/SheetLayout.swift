import StrictYAML

/// One sheet, or one a domain or data table: blocks from top to bottom.
struct SheetLayout {
  /// Where it was read from.
  var file: String
  var name: String
  /// What it shows, for the index; empty without.
  var about: String
  var scope: Scope
  /// In characters; the last goes for the columns after it too.
  var widths: [Double]
  var freezeRows: Int
  var freezeColumns: Int
  /// Printed pages from top to bottom; 0 for as many as it takes.
  var pagesTall: Int
  /// Columns that a long text runs over before it wraps.
  var textColumns: Int
  var zoom: Int
  /// 0xRRGGBB.
  var tabColor: UInt32?
  var blocks: [SheetBlock]

  enum Scope: String, CaseIterable { case pack, domains, data }

  init(_ value: YAMLValue) throws(YAMLError) {
    let keys = try value.mapping()
    file = value.file
    name = try keys.required("name").string()
    about = try keys.optional("about")?.string() ?? ""
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
    textColumns = try keys.optional("text_columns")?.integer(in: 1...50) ?? 10
    zoom = try keys.optional("zoom")?.integer(in: 10...400) ?? 100
    if let tab = keys.optional("tab") {
      let text = try tab.string()
      guard text.utf8.count == 7, text.hasPrefix("#"), let color = UInt32(text.dropFirst(), radix: 16) else {
        throw tab.error("is '\(text)'; expected a colour such as \"#0B57A4\"")
      }
      tabColor = color
    }
    blocks = try keys.required("blocks").items(SheetBlock.init)
    if scope == .data {
      guard blocks.count == 1, case .data = blocks[0].kind else {
        throw value.error("a sheet with 'for: data' has the one block 'data: table'")
      }
    }
    try keys.finish()
  }

  /// The width of a column in characters.
  func width(_ column: Int) -> Double { column < widths.count ? widths[column] : widths.last ?? 10 }
}
