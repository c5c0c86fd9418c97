import Domains

/// The formulas of a table's cells, and where its cells stand.
struct TableFormulas {
  let table: Table
  let live: LiveFormulas
  /// The sheet's row of the first row; zero-based.
  let first: Int
  /// The sheet's column of the first column.
  let left: Int

  private var language: Language { live.language }

  enum Formula {
    case number(String, Double)
    case text(String, String)
  }

  /// A table whose rows add up shows their depth in the second column, for the sums to look at.
  var hasLevels: Bool { table.columns.contains { $0.relations.contains(.additive) } }
  /// The sheet's column of the table's column.
  func position(_ column: Int) -> Int { left + (column > 0 && hasLevels ? column + 1 : column) }
  func address(_ row: Int, _ column: Int) -> String { WorkbookSheet.cell(first + row, position(column)) }

  /// The number in a cell, in full units; nil for text and for what is not available.
  static func number(_ cell: Cell) -> Double? {
    switch cell {
    case .blank, .text, .month, .verdict, .unavailable: nil
    case .count(let count): Double(count)
    case .money(let amount), .exact(let amount), .variance(let amount, _): amount.doubleValue
    case .percent(let value, _), .share(let value), .points(let value, _), .number(let value, _): value
    }
  }

  /// The number that the sheet's cell has: of its formula, else of the content; nil for a cell without.
  func number(_ row: Int, _ column: Int) -> Double? {
    if case .number(_, let value) = formula(row, column) { return value }
    return Self.number(table.rows[row].cells[column])
  }

  /// Whether the number of `expression` is zero, in the language's words.
  static func verdict(_ expression: String, _ language: Language) -> String {
    "IF(\(expression)=0,\(literal(language.text(.pass))),\(literal(language.text(.fail))))"
  }

  /// A text as formulas have it.
  static func literal(_ text: String) -> String { "\"\(text.replacing("\"", with: "\"\""))\"" }

  func formula(_ row: Int, _ column: Int) -> Formula? {
    let cells = table.rows[row].cells
    if let ratio = table.rows[row].ratio, case .share(let share) = cells[column],
      let above = table.rows[ratio.numerator].cells[column].amount,
      let below = table.rows[ratio.denominator].cells[column].amount,
      share == above.doubleValue / below.doubleValue
    {
      return .number("=\(address(ratio.numerator, column))/\(address(ratio.denominator, column))", share)
    }
    for relation in table.columns[column].relations {
      if let formula = formula(relation, row, column) { return formula }
    }
    return fromTables(row, column)
  }

  /// From the Excel Tables, the node's keys found on the sheet.
  private func fromTables(_ row: Int, _ column: Int) -> Formula? {
    guard let amount = table.rows[row].cells[column].amount,
      case .value(let expression, let source)? = table.query(row, column), let keys = keys(of: source, row)
    else { return nil }
    let month = LiveFormulas.MonthCell(table.rows[row].cells[0], at: "$" + address(row, 0))
    guard let text = live.formula(expression, of: source, gives: amount, keys: keys, month: month) else {
      return nil
    }
    return .number(text, amount.doubleValue)
  }

  /// The cells that hold the values of the node's keys: the labels of its row and of those above it.
  private func keys(of source: Source, _ row: Int) -> [LiveFormulas.KeyCell]? {
    var labels: [(text: String, row: Int)] = []
    var depth = table.rows[row].depth + 1
    for above in stride(from: row, through: 0, by: -1) where table.rows[above].depth < depth {
      depth = table.rows[above].depth
      if case .text(let text) = table.rows[above].cells[0] { labels.append((text, above)) }
    }
    let wanted = source.keys
    let found = wanted.compactMap { key in
      labels.first { $0.text == key.value }.map { label in
        LiveFormulas.KeyCell(column: key.column, value: key.value, cell: "$" + address(label.row, 0))
      }
    }
    return wanted.isEmpty || !found.isEmpty ? found : nil
  }

  private func formula(_ relation: Table.Relation, _ row: Int, _ column: Int) -> Formula? {
    let cells = table.rows[row].cells
    switch relation {
    case .difference(let left, let right):
      guard let left = table.column(left), let right = table.column(right) else { return nil }
      return difference(row, column, left, right)
    case .quotient(let left, let right):
      guard let left = table.column(left), let right = table.column(right), case .percent = cells[column],
        let above = cells[left].amount, let below = cells[right].amount, !below.isZero
      else { return nil }
      return .number("=\(address(row, left))/\(address(row, right))", above.doubleValue / below.doubleValue)
    case .sum(let keys): return sum(keys, row, column)
    case .additive: return sum(row, column)
    case .verdict(let key):
      guard let source = table.column(key), case .verdict(let passed) = cells[column] else { return nil }
      return .text("=" + Self.verdict(address(row, source), language), language.verdict(passed))
    }
  }

  private func difference(_ row: Int, _ column: Int, _ left: Int, _ right: Int) -> Formula? {
    let cells = table.rows[row].cells
    let difference = "\(address(row, left))-\(address(row, right))"
    if case .points(let points, _) = cells[column], case .share(let first) = cells[left],
      case .share(let second) = cells[right], points == (first - second) * 100
    {
      return .number("=(\(difference))*100", points)
    }
    guard let amount = cells[column].amount, let first = cells[left].amount, let second = cells[right].amount,
      amount == first - second
    else { return nil }
    return .number("=\(difference)", first.doubleValue - second.doubleValue)
  }

  /// The sum of other columns, where they give exactly this one's number.
  private func sum(_ keys: [String], _ row: Int, _ column: Int) -> Formula? {
    let cells = table.rows[row].cells
    let columns = keys.compactMap(table.column)
    let amounts = columns.compactMap { cells[$0].amount }
    guard let own = cells[column].amount, amounts.count == keys.count,
      amounts.reduce(Amount(scaled: 0, decimals: own.decimals), +) == own
    else { return nil }
    return .number(
      "=" + columns.map { address(row, $0) }.joined(separator: "+"),
      amounts.reduce(0) { $0 + $1.doubleValue })
  }

  /// The sum of the rows one level below, where they give exactly this row's number.
  private func sum(_ row: Int, _ column: Int) -> Formula? {
    guard let own = table.rows[row].cells[column].amount else { return nil }
    let below = table.descendants(of: row)
    let depth = table.rows[row].depth + 1
    let children = below.filter { table.rows[$0].depth == depth }
      .compactMap { table.rows[$0].cells[column].amount }
    guard !children.isEmpty, children.reduce(Amount(scaled: 0, decimals: own.decimals), +) == own else {
      return nil
    }
    let levels =
      "\(WorkbookSheet.cell(first + below.lowerBound, left + 1)):"
      + "\(WorkbookSheet.cell(first + below.upperBound - 1, left + 1))"
    let values = "\(address(below.lowerBound, column)):\(address(below.upperBound - 1, column))"
    return .number("=SUMIF(\(levels),\(depth),\(values))", own.doubleValue)
  }
}
