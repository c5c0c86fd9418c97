import Domains

/// Cards that say the outermost rows of a table at a glance: each cell points to the table's, which is alive.
struct CardWriter {
  let sheet: WorkbookSheet
  let layout: CardLayout
  let place: TablePlace
  let formulas: TableFormulas
  let formats: NumberFormats
  /// Of the first card's label.
  let top: Int

  private struct Card {
    /// Of the table.
    var row: Int
    /// Of the sheet. The first column of a sheet is wide enough for a card, of the others it takes two, and one between.
    var column: Int
    var columns: Int
  }

  private var cards: [Card] {
    let rows = place.table.rows.indices.filter { place.table.rows[$0].depth == 0 }
    return rows.enumerated().map { number, row in
      Card(row: row, column: number == 0 ? 0 : number * 3 - 1, columns: number == 0 ? 1 : 2)
    }
  }

  /// The characters that each column of the sheet needs for the large numbers.
  func neededWidths(_ numbers: NumberStyle) -> [Int: Double] {
    guard let value = place.table.column(layout.value) else { return [:] }
    var widths: [Int: Double] = [:]
    for card in cards where formulas.number(card.row, value) != nil {
      let text = place.table.rows[card.row].cells[value].text(numbers, sheet.file.language)
      for column in card.column..<card.column + card.columns {
        widths[column] = NumberFormats.width(text.count, scale: 1.8) / Double(card.columns)
      }
    }
    return widths
  }

  func write() throws(PackError) {
    let table = place.table
    guard let value = table.column(layout.value) else { return }
    for card in cards {
      let (row, column, columns) = (card.row, card.column, card.columns)
      for line in 0..<layout.rows - 1 {
        if columns > 1 {
          try sheet.merge(top + line, column, over: columns, "", CellFormat(fill: .card))
        } else {
          try sheet.blank(top + line, column, CellFormat(fill: .card))
        }
      }
      if case .text(let label) = table.rows[row].cells[0] {
        try sheet.text(top, column, label, CellFormat(weight: .bold, ink: .soft, fill: .card))
      }
      let look = CellFormat(
        number: formats.format(table.rows[row].cells[value]), weight: .figure, fill: .card, side: .left)
      try point(row, value, at: (top + 1, column), look)
      sheet.height(top + 1, 24)
      for (line, key) in layout.lines.enumerated() {
        guard let source = table.column(key) else { continue }
        let cell = table.rows[row].cells[source]
        let words = table.columns[source].label.replacing(" %", with: "")
        var look = CellFormat(fill: .card, side: .left)
        look.number = formats.format(cell).map { NumberFormats.prefixed($0, words) }
        switch cell.impact {
        case .good: look.ink = .good
        case .bad: look.ink = .bad
        case .neutral: look.ink = .soft
        }
        try point(row, source, at: (top + 2 + line, column), look)
      }
    }
  }

  /// A formula that is the table's cell; its text where it has no number.
  private func point(
    _ row: Int, _ column: Int, at place: (row: Int, column: Int), _ look: CellFormat
  ) throws(PackError) {
    let cell = self.place.table.rows[row].cells[column]
    let formula = "=" + formulas.address(row, column)
    if let number = formulas.number(row, column) {
      try sheet.formula(place.row, place.column, formula, gives: number, look)
    } else if case .unavailable(let reason) = cell {
      try sheet.formula(
        place.row, place.column, formula, gives: reason.text(sheet.file.language), look)
    }
  }
}
