import Forecasting

/// What a pack's pages ask the database, each question once: where two differ in a text or a number that they compare
/// with, it is `$1`, `$2`, … in their question, and each names it with its own values, as in `q12|country|France`.
///
/// The as-of month, the same in all of them, stays where it is.
struct Questions: Sendable {
  /// A question and how pages name it.
  struct Entry: Sendable {
    let name: String
    let text: String
  }

  private var numbers: [String: Int] = [:]
  private var texts: [String] = []
  /// What was split already, by its text: the rows of a table ask the same again and again.
  private var known: [String: (number: Int, reference: String)] = [:]
  /// By page, in ascending order.
  private var asked: [String: [Int]] = [:]
  private let constant: String

  /// Of the tables that pages show, in their order.
  init(_ tables: [(page: String, table: Table)], asOf: Month) {
    constant = asOf.firstDay
    for (page, table) in tables {
      for text in Self.texts(of: table.visible) { add(text, on: page) }
    }
    asked = asked.mapValues { Array(Set($0)).sorted() }
  }

  /// `q12|country|France` of a text of one of the tables; `|` and `\` in a value have `\` before them.
  func reference(_ text: String) -> String { known[text]?.reference ?? text }

  /// Those of some pages, in the order of their names.
  func entries(on pages: [String]) -> [Entry] {
    Set(pages.flatMap { asked[$0] ?? [] }).sorted().map { Entry(name: "q\($0)", text: texts[$0 - 1]) }
  }

  private mutating func add(_ text: String, on page: String) {
    if let number = known[text]?.number {
      asked[page, default: []].append(number)
      return
    }
    let (question, values) = Self.split(text, keeping: constant)
    let number = numbers[question] ?? texts.count + 1
    if number > texts.count {
      texts.append(question)
      numbers[question] = number
    }
    known[text] = (number, (["q\(number)"] + values.map(Self.escape)).joined(separator: "|"))
    asked[page, default: []].append(number)
  }

  private static func texts(of table: Table) -> [String] {
    table.columns.compactMap { $0.reading?.text }
      + table.rows.flatMap { row in
        [row.source?.text].compactMap { $0 } + table.columns.compactMap { row.queries[$0.key] }
      }
  }

  private static func escape(_ value: String) -> String {
    value.replacing("\\", with: "\\\\").replacing("|", with: "\\|")
  }

  /// An SQL text with its literals replaced, equal ones by one number; what stands in double quotes is a name.
  static func split(_ text: String, keeping constant: String) -> (question: String, values: [String]) {
    var question = String.UnicodeScalarView()
    var values: [String] = []
    let scalars = Array(text.unicodeScalars)
    var position = 0
    /// What follows the quote at `position`, up to the one that ends it; a doubled one is one of the text.
    func quoted(_ quote: Unicode.Scalar) -> String.UnicodeScalarView {
      var content = String.UnicodeScalarView()
      position += 1
      while position < scalars.count {
        if scalars[position] == quote {
          guard position + 1 < scalars.count, scalars[position + 1] == quote else { break }
          position += 1
        }
        content.append(scalars[position])
        position += 1
      }
      position += 1
      return content
    }
    func replace(_ value: String) {
      let index = values.firstIndex(of: value) ?? values.count
      if index == values.count { values.append(value) }
      question += "$\(index + 1)".unicodeScalars
    }
    while position < scalars.count {
      switch scalars[position] {
      case "'":
        let value = String(quoted("'"))
        if value == constant {
          question += Source.literal(value).unicodeScalars
        } else {
          replace(value)
        }
      case "\"": question += Source.identifier(String(quoted("\""))).unicodeScalars
      case "0"..."9" where question.suffix(2).elementsEqual("= ".unicodeScalars):
        let digits = scalars[position...].prefix { ("0"..."9").contains($0) || $0 == "." }
        replace(String(String.UnicodeScalarView(digits)))
        position += digits.count
      default:
        question.append(scalars[position])
        position += 1
      }
    }
    return (String(question), values)
  }
}
