import StrictYAML

/// Cards over a table: one a row of the outermost, its cells by column key.
struct CardLayout {
  var table: String
  var value: String
  /// Below it, each on a line of its own.
  var lines: [String]

  init(_ table: String, _ keys: YAMLMapping) throws(YAMLError) {
    self.table = table
    value = try keys.required("value").string()
    lines = try keys.optional("lines")?.strings() ?? []
  }

  /// Rows that the cards take, with one free below.
  var rows: Int { lines.count + 3 }
}
