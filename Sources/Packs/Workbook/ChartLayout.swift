import StrictYAML

/// A native chart over columns of a table; one a domain side by side where the sheet is about the whole pack.
struct ChartLayout {
  var table: String
  var kind: Kind
  /// The key of the column along the axis.
  var category: String
  var series: [Series]
  /// Rows of the sheet that it covers.
  var rows: Int
  /// In pixels.
  var width: Int
  /// To the right of the chart before, not below it.
  var isBeside: Bool

  enum Kind: String, CaseIterable { case columns, lines, bars }

  struct Series {
    var column: String
    var name: String
    var style: Style
    var line: Int?
  }

  /// As the notation has it: actual solid, prior year light, forecast hatched or dashed, plan outlined, range thin.
  enum Style: String, CaseIterable { case actual, prior, forecast, plan, range, other }

  init(_ table: String, _ keys: YAMLMapping) throws(YAMLError) {
    self.table = table
    kind = try keys.required("kind").choice()
    category = try keys.required("category").string()
    series = try keys.required("series").items { (item) throws(YAMLError) in
      let keys = try item.mapping()
      let series = Series(
        column: try keys.required("column").string(), name: try keys.required("name").string(),
        style: try keys.required("style").choice(), line: item.line)
      try keys.finish()
      return series
    }
    rows = try keys.required("rows").integer(in: 5...100)
    width = try keys.required("width").integer(in: 100...2000)
    isBeside = try keys.optional("beside")?.bool() ?? false
  }
}
