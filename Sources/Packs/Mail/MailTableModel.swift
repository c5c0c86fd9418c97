/// Some columns of the executive table, with every row.
struct MailTableModel: TemplateModel {
  /// Nil for the table that the whole mail is about.
  let title: Title?
  let columns: [Table.Column]
  /// What stands in each row: label, then the cells of `columns`.
  let rows: [Row]
  /// Why numbers are missing, and what is said beside them.
  let note: String?

  struct Row: Sendable {
    let label: String
    let depth: Int
    let isTotal: Bool
    let cells: [Cell]
  }

  struct Cell: Sendable {
    let text: String
    let impact: Impact
  }

  init(_ table: Table, columns indices: [Int], _ style: PageStyle, isTitled: Bool = false) {
    title = isTitled ? table.title : nil
    columns = indices.map { table.columns[$0] }
    var reasons: [Unavailable] = []
    var said: [(text: String, row: String, column: String)] = []
    rows = table.rows.map { row in
      let label = row.cells[0].text(style.numbers, style.language)
      for index in indices {
        for note in row.notes where note.column == table.columns[index].key {
          said.append((note.text, label, table.columns[index].label))
        }
        if case .unavailable(let reason) = row.cells[index], !reasons.contains(reason) {
          reasons.append(reason)
        }
      }
      return Row(
        label: label, depth: row.depth, isTotal: row.isTotal,
        cells: indices.map { index in
          let cell = row.cells[index]
          let text = cell.text(style.numbers, style.language)
          guard case .unavailable(let reason) = cell, let place = reasons.firstIndex(of: reason) else {
            // A number that rounds to nothing has no colour.
            let isNothing = !text.utf8.contains { (UInt8(ascii: "1")...UInt8(ascii: "9")).contains($0) }
            return Cell(text: text, impact: isNothing ? .neutral : cell.impact)
          }
          return Cell(text: text + TableModel.mark(place), impact: .neutral)
        })
    }
    let marks = reasons.enumerated().map {
      "\(TableModel.mark($0.offset)) \($0.element.reason(style.language))"
    }
    let notes = Self.together(said) + marks
    note = notes.isEmpty ? nil : notes.joined(separator: "; ") + "."
  }

  /// What is said of several cells once: of which columns, or, of a single row, of its cells.
  private static func together(_ said: [(text: String, row: String, column: String)]) -> [String] {
    var texts: [String] = []
    for note in said where !texts.contains(note.text) { texts.append(note.text) }
    return texts.map { text in
      let cells = said.filter { $0.text == text }
      var columns: [String] = []
      for cell in cells where !columns.contains(cell.column) { columns.append(cell.column) }
      let rows = Set(cells.map(\.row))
      return (rows.count == 1 ? "\(cells[0].row), " : "") + "\(columns.joined(separator: ", ")): \(text)"
    }
  }

  static let fields: [String: TemplateField<MailTableModel>] = [
    "title_what": .optionalText { $0.title?.what },
    "title_when": .optionalText { $0.title?.when },
    "columns": .list { $0.columns.map { MailColumnModel(label: $0.label) } },
    "rows": .list { $0.rows.map { MailRowModel(row: $0) } },
    "note": .optionalText { $0.note },
  ]
}

/// A column head.
struct MailColumnModel: TemplateModel {
  let label: String

  static let fields: [String: TemplateField<MailColumnModel>] = ["column_label": .text { $0.label }]
}

/// A row of figures.
struct MailRowModel: TemplateModel {
  let row: MailTableModel.Row

  static let fields: [String: TemplateField<MailRowModel>] = [
    "row_label": .text { $0.row.label },
    "indent": .text { "\(4 + 12 * $0.row.depth)" },
    "weight": .text { $0.row.isTotal || $0.row.depth == 0 ? "bold" : "normal" },
    "cells": .list { $0.row.cells.map { MailCellModel(cell: $0) } },
  ]
}

/// One figure.
struct MailCellModel: TemplateModel {
  let cell: MailTableModel.Cell

  static let fields: [String: TemplateField<MailCellModel>] = [
    "cell_text": .text { $0.cell.text },
    // Inline, since Outlook knows no class; the class is for programs with a dark ground.
    "color": .text { "#\($0.color)" },
    "color_class": .text { $0.color },
  ]

  private var color: String {
    switch cell.impact {
    case .good: "1b5e20"
    case .bad: "b71c1c"
    case .neutral: "1f1f1f"
    }
  }
}
