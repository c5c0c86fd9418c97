/// Writes a model's parts in TMDL, the way Microsoft's serializer writes them.
enum TabularText {
  /// Lines at a depth of tabs; the empty ones stay empty.
  struct Lines {
    private(set) var text = ""

    mutating func add(_ depth: Int, _ line: String = "") {
      if !line.isEmpty { text += String(repeating: "\t", count: depth) + line }
      text += "\n"
    }

    mutating func describe(_ depth: Int, _ description: String?) {
      if let description { add(depth, "/// \(description)") }
    }
  }

  /// A name as it stands in TMDL: in quotes where it holds a mark of the language or a space.
  static func name(_ name: String) -> String {
    let needsQuotes = name.unicodeScalars.contains {
      [".", "=", "'"].contains($0) || $0.properties.isWhitespace
    }
    return needsQuotes ? Expression.table(name) : name
  }

  static func table(_ table: ModelTable) -> String {
    var lines = Lines()
    lines.describe(0, table.description)
    lines.add(0, "table \(name(table.name))")
    if table.isHidden { lines.add(1, "isHidden") }
    lines.add(1, "lineageTag: \(Identity.guid("table", table.name))")
    if table.isCalendar { lines.add(1, "dataCategory: Time") }
    lines.add(0)
    for measure in table.measures { self.measure(measure, of: table.name, &lines) }
    for column in table.columns { self.column(column, of: table.name, &lines) }
    if let hierarchy = table.hierarchy { self.hierarchy(hierarchy, of: table.name, &lines) }
    lines.add(1, "partition \(name(table.name)) = m")
    lines.add(2, "mode: import")
    lines.add(2, "source =")
    for line in table.query { lines.add(4, line) }
    lines.add(0)
    lines.add(1, "annotation PBI_ResultType = Table")
    lines.add(0)
    return lines.text
  }

  private static func measure(_ measure: Measure, of table: String, _ lines: inout Lines) {
    lines.describe(1, measure.description)
    let head = "measure \(name(measure.name)) ="
    if measure.expression.count == 1 {
      lines.add(1, "\(head) \(measure.expression[0])")
    } else {
      lines.add(1, head)
      for line in measure.expression { lines.add(3, line) }
    }
    if case .fixed(let format) = measure.format { lines.add(2, "formatString: \(format)") }
    if measure.isHidden { lines.add(2, "isHidden") }
    lines.add(2, "displayFolder: \(measure.folder)")
    lines.add(2, "lineageTag: \(Identity.guid("measure", table, measure.name))")
    lines.add(0)
    if case .computed(let format) = measure.format {
      lines.add(2, "formatStringDefinition =")
      for line in format { lines.add(4, line) }
      lines.add(0)
    }
  }

  private static func column(_ column: ModelColumn, of table: String, _ lines: inout Lines) {
    lines.describe(1, column.description)
    lines.add(1, "column \(name(column.name))")
    lines.add(2, "dataType: \(column.type.model)")
    if column.isHidden { lines.add(2, "isHidden") }
    if column.isKey { lines.add(2, "isKey") }
    if let format = column.format { lines.add(2, "formatString: \(format)") }
    lines.add(2, "lineageTag: \(Identity.guid("column", table, column.name))")
    if let category = column.category { lines.add(2, "dataCategory: \(category)") }
    lines.add(2, "summarizeBy: none")
    lines.add(2, "sourceColumn: \(column.query)")
    if let sortedBy = column.sortedBy { lines.add(2, "sortByColumn: \(name(sortedBy))") }
    lines.add(0)
    lines.add(2, "annotation SummarizationSetBy = User")
    lines.add(0)
    if column.type == .date {
      lines.add(2, "annotation UnderlyingDateTimeDataType = Date")
      lines.add(0)
    }
  }

  private static func hierarchy(_ hierarchy: ModelTable.Hierarchy, of table: String, _ lines: inout Lines) {
    lines.add(1, "hierarchy \(name(hierarchy.name))")
    lines.add(2, "lineageTag: \(Identity.guid("hierarchy", table, hierarchy.name))")
    lines.add(0)
    for column in hierarchy.columns {
      lines.add(2, "level \(name(column))")
      lines.add(3, "lineageTag: \(Identity.guid("level", table, hierarchy.name, column))")
      lines.add(3, "column: \(name(column))")
      lines.add(0)
    }
  }
}
