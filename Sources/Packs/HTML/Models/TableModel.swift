/// A table as the templates see it.
struct TableModel: TemplateModel {
  let table: Table
  let style: PageStyle
  let hasBars: Bool
  /// Why numbers are missing, in order of first appearance.
  let reasons: [Unavailable]
  /// How its columns, rows and cells name what they ask.
  fileprivate let references: Questions.References
  /// Text columns of codes and short words, which are not broken.
  fileprivate let wordColumns: Set<String>
  private let largest: Double

  init(_ table: Table, _ style: PageStyle, hasBars: Bool = false) {
    self.table = table.visible
    self.style = style
    self.hasBars = hasBars
    references = style.questions.references(table)
    largest = Self.largest(self.table)
    wordColumns = Self.wordColumns(self.table)
    var reasons: [Unavailable] = []
    for row in table.rows {
      for case .unavailable(let reason) in row.cells where !reasons.contains(reason) { reasons.append(reason) }
    }
    self.reasons = reasons
  }

  static let fields: [String: TemplateField<TableModel>] = [
    "table_id": .text { $0.table.id },
    "who": .text { $0.table.title.who },
    "what": .text { $0.table.title.what },
    "when": .text { $0.table.title.when },
    "columns": .list { model in
      model.table.columns.enumerated().map { ColumnModel(position: $0, column: $1, table: model) }
    },
    "has_sparklines": .flag { $0.hasSparklines },
    "rows": .list { model in
      model.table.rows.enumerated().map { RowModel(position: $0, row: $1, table: model) }
    },
    "is_empty": .flag { $0.table.rows.isEmpty },
    "footnote": .optionalText { $0.footnote },
  ]

  fileprivate var hasSparklines: Bool { table.rows.contains { $0.sparkline != nil } }

  func bar(_ cell: Cell, _ row: Table.Row, _ column: Table.Column) -> String {
    guard hasBars, !row.isTotal, case .variance(let amount, let impact) = cell else { return "" }
    return VarianceBarSVG(value: amount.doubleValue, largest: largest, impact: impact).element()
  }

  private var footnote: String? {
    let marks = reasons.enumerated().map { "\(Self.mark($0.offset)) n/a: \($0.element.reason(style.language))" }
    let parts = [table.note].compactMap { $0 } + (marks.isEmpty ? [] : [marks.joined(separator: "; ") + "."])
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }

  private static func wordColumns(_ table: Table) -> Set<String> {
    let columns = table.columns.enumerated().filter { position, column in
      column.kind == .text && table.rows.allSatisfy { isWord($0.cells[position]) }
    }
    return Set(columns.map(\.element.key))
  }

  private static func isWord(_ cell: Cell) -> Bool {
    if case .verdict = cell { return true }
    guard case .text(let text) = cell else { return cell == .blank }
    return text.utf8.count <= 24 && !text.utf8.contains(UInt8(ascii: " "))
  }

  /// `n` for numbers, `w` for words that stay whole, `l` for longer text.
  fileprivate func kind(_ column: Table.Column) -> String {
    column.kind == .number ? "n" : wordColumns.contains(column.key) ? "w" : "l"
  }

  /// `¹`, `²`, …
  static func mark(_ index: Int) -> String {
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    return String(String(index + 1).compactMap { $0.wholeNumberValue.map { digits[$0] } })
  }

  private static func largest(_ table: Table) -> Double {
    var largest = 0.0
    for row in table.rows where !row.isTotal {
      for case .variance(let amount, _) in row.cells { largest = max(largest, abs(amount.doubleValue)) }
    }
    return largest
  }
}

/// A column head.
struct ColumnModel: TemplateModel {
  let position: Int
  let column: Table.Column
  let table: TableModel

  static let fields: [String: TemplateField<ColumnModel>] = [
    "column_label": .text { $0.column.label },
    "is_named": .flag { !$0.column.label.isBlank },
    "column_reading": .optionalText { $0.table.references.columns[$0.position] },
    "column_class": .text { model in
      let kind = model.table.kind(model.column)
      return model.column.scenario.map { "\(kind) head-\($0.rawValue)" } ?? kind
    },
  ]
}

/// A row: its header and the other cells.
struct RowModel: TemplateModel {
  let position: Int
  let row: Table.Row
  let table: TableModel

  static let fields: [String: TemplateField<RowModel>] = [
    // Beyond six levels nothing is moved in any further.
    "row_class": .optionalText { model in
      let classes =
        (model.row.depth > 0 ? ["d\(min(model.row.depth, 6))"] : []) + (model.row.isTotal ? ["total"] : [])
      return classes.isEmpty ? nil : classes.joined(separator: " ")
    },
    "row_link": .optionalText { model in
      model.row.link.map { model.table.style.links.page("variance", $0) }
    },
    "row_label": .text { $0.row.cells[0].text($0.table.style.numbers, $0.table.style.language) },
    "row_source": .optionalText { $0.table.references.rows[$0.position] },
    "has_sparkline": .flag { $0.table.hasSparklines },
    "sparkline": .markup { model in model.row.sparkline.map { SparklineSVG(line: $0).element() } ?? "" },
    "cells": .list { model in
      model.row.cells.indices.dropFirst().map {
        CellModel(position: $0, row: model.row, rowPosition: model.position, table: model.table)
      }
    },
  ]
}

/// One cell.
struct CellModel: TemplateModel {
  let position: Int
  let row: Table.Row
  let rowPosition: Int
  let table: TableModel

  private var cell: Cell { row.cells[position] }
  private var column: Table.Column { table.table.columns[position] }

  /// A number that rounds to nothing has no colour.
  private var isNeutral: Bool {
    cell.impact == .neutral
      || !cell.text(table.style.numbers, table.style.language).utf8.contains {
        (UInt8(ascii: "1")...UInt8(ascii: "9")).contains($0)
      }
  }

  /// How the style colours it.
  private var mood: String? {
    if case .unavailable = cell { return "na" }
    if case .verdict(false) = cell { return "bad-text" }
    return isNeutral ? nil : "\(cell.impact.styleClass)-text"
  }

  static let fields: [String: TemplateField<CellModel>] = [
    "cell_text": .text { model in
      let text = model.cell.text(model.table.style.numbers, model.table.style.language)
      guard case .unavailable(let reason) = model.cell, let index = model.table.reasons.firstIndex(of: reason)
      else { return text }
      return text + TableModel.mark(index)
    },
    "cell_class": .optionalText { model in
      let kind = model.table.kind(model.column)
      // The style takes a cell without class for a number: most are.
      let classes = [kind == "n" ? nil : kind, model.mood].compactMap { $0 }
      return classes.isEmpty ? nil : classes.joined(separator: " ")
    },
    "is_words": .flag { if case .text = $0.cell { true } else { false } },
    "cell_note": .optionalText { model in
      model.row.notes.first { $0.column == model.column.key }?.text
    },
    "cell_query": .optionalText { $0.table.references.cells[$0.rowPosition][$0.position] },
    "cell_bar": .markup { $0.table.bar($0.cell, $0.row, $0.column) },
  ]
}
