import StrictYAML

/// What a layout adds to a table: bars in columns, filter arrows, columns of its own.
struct TableLayout {
  /// Keys of columns; those that a table does not have are passed over by `tables`.
  var bars: [String]
  var hasFilter: Bool
  /// Columns to the right of the table above, in whose row it starts; 0 for below it.
  var beside: Int
  var added: [AddedColumn]

  /// A column that the layout computes from others of its row.
  struct AddedColumn {
    var label: String
    var formula: LayoutFormula
    var format: Format
    var file: String
    var line: Int?
  }

  enum Format: String, CaseIterable { case money, variance, exact, percent, share, points, count, number }

  init(_ keys: YAMLMapping) throws(YAMLError) {
    bars = try keys.optional("bars")?.strings() ?? []
    hasFilter = try keys.optional("filter")?.bool() ?? false
    beside = try keys.optional("beside")?.integer(in: 1...50) ?? 0
    added = try keys.items("add") { (item) throws(YAMLError) in
      let keys = try item.mapping()
      let label = try keys.required("label").string()
      let formula = try keys.required("formula")
      let text = try formula.string()
      let format: Format = try keys.required("format").choice()
      try keys.finish()
      do throws(LayoutFormula.Failure) {
        return AddedColumn(
          label: label, formula: try LayoutFormula(text), format: format, file: item.file, line: formula.line)
      } catch {
        throw formula.error("'\(text)': \(error.message)")
      }
    }
  }
}
