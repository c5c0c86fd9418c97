import Forecasting

/// What a pack's pages ask the database, each question once: where two differ in a value that they compare with, it is
/// `$1`, `$2`, … in their question, and each names it with its own values, as in `q12|country|France`.
///
/// The as-of month, the same in all of them, stays where it is.
struct Questions: Sendable {
  /// A question and how pages name it.
  struct Entry: Sendable {
    let name: String
    let text: String
  }

  /// How the parts of a table that is shown name what they ask; nil where one asks nothing.
  struct References: Sendable {
    /// What each column reads.
    var columns: [String?]
    /// The row of the database that each row is of.
    var rows: [String?]
    /// By row and column, of cells that are no reading of their row.
    var cells: [[String?]]
  }

  private var numbers: [String: Int] = [:]
  private var texts: [String] = []
  private var tables: [String: References] = [:]
  private var asked: [String: Set<Int>] = [:]

  /// None.
  init() {}

  /// Of the tables that pages show, in their order.
  init(_ tables: [(page: String, table: Table)], asOf: Month) {
    for (page, table) in tables { add(table.visible, on: page, asOf) }
  }

  /// Of one of the tables, by its id; another asks nothing.
  func references(_ table: Table) -> References {
    if let known = tables[table.id] { return known }
    let nothing = [String?](repeating: nil, count: table.columns.count)
    return References(
      columns: nothing, rows: table.rows.map { _ in nil }, cells: table.rows.map { _ in nothing })
  }

  /// Those of some pages, in the order of their names.
  func entries(on pages: [String]) -> [Entry] {
    pages.reduce(into: Set<Int>()) { $0.formUnion(asked[$1] ?? []) }.sorted().map {
      Entry(name: "q\($0)", text: texts[$0 - 1])
    }
  }

  private mutating func add(_ table: Table, on page: String, _ asOf: Month) {
    var numbers = asked[page] ?? []
    var references = References(columns: [], rows: [], cells: [])
    references.columns = table.columns.map { column in column.reading.map { reference($0.sql, asOf, &numbers) }
    }
    for row in table.rows {
      references.rows.append(row.source.map { reference($0.sql, asOf, &numbers) })
      references.cells.append(
        table.columns.map { column in row.queries[column.key].map { reference($0.sql, asOf, &numbers) } })
    }
    asked[page] = numbers
    tables[table.id] = references
  }

  /// `q12|country|France`; `|` and `\` in a value have `\` before them.
  private mutating func reference(_ sql: SQL, _ asOf: Month, _ asked: inout Set<Int>) -> String {
    let (question, values) = sql.question(keeping: asOf)
    let number = numbers[question] ?? texts.count + 1
    if number > texts.count {
      texts.append(question)
      numbers[question] = number
    }
    asked.insert(number)
    return values.reduce(into: "q\(number)") { $0 += "|" + Self.escape($1) }
  }

  private static func escape(_ value: String) -> String {
    guard value.utf8.contains(where: { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "|") }) else {
      return value
    }
    return value.replacing("\\", with: "\\\\").replacing("|", with: "\\|")
  }
}
