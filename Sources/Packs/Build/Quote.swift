import Domains

/// Numbers of a table as they stand in a sentence.
struct Quote {
  let table: Table
  let context: BuildContext

  enum Style {
    case plain
    /// With its sign.
    case signed
    /// Without its sign: `4.8 M too low`.
    case magnitude
  }

  /// The cell of row `row` in the column `key`; nothing where it holds no number.
  func parts(_ row: Int, _ key: String, _ style: Style = .plain) -> [Sentence.Part] {
    guard table.rows.indices.contains(row), let column = table.column(key),
      let text = Self.text(table.rows[row].cells[column], style, context.numbers, context.language)
    else { return [] }
    return [.figure(Sentence.Figure(text: text, table: table.id, row: row, column: key))]
  }

  /// How `cell` is written in a sentence; nil where it is no number.
  static func text(_ cell: Cell, _ style: Style, _ numbers: NumberStyle, _ language: Language) -> String? {
    switch cell {
    case .money(let amount), .exact(let amount), .variance(let amount, _):
      switch style {
      case .plain: return numbers.sentence(amount)
      case .signed: return amount.scaled > 0 ? "+" + numbers.sentence(amount) : numbers.sentence(amount)
      case .magnitude: return numbers.sentence(amount.scaled < 0 ? -amount : amount)
      }
    case .percent, .share, .points, .count, .number: return cell.text(numbers, language)
    case .text(let text): return text
    case .blank, .month, .verdict, .unavailable: return nil
    }
  }
}
