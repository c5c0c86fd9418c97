/// A table of typed cells, with what relates its columns and rows, so that a workbook can keep it alive.
public struct Table: Hashable, Sendable {
  /// `[a-z][a-z0-9-]*`, unique in the pack: the anchor in the page, the name in a layout.
  public var id: String
  public var title: Title
  /// The first column is the row header.
  public var columns: [Column]
  public var rows: [Row]
  public var note: String?

  public init(id: String, title: Title, columns: [Column], rows: [Row], note: String? = nil) {
    self.id = id
    self.title = title
    self.columns = columns
    self.rows = rows
    self.note = note
  }

  public struct Column: Hashable, Sendable {
    public var key: String
    public var label: String
    public var kind: Kind
    public var scenario: Scenario?
    /// The first that holds for a row's cells is the formula of its cell.
    public var relations: [Relation]
    /// A column that the page leaves out and the workbook needs for its formulas.
    public var isSupport: Bool
    /// What it shows of the rows' sources; nil where the rows' queries say it.
    public var reading: Reading?

    public init(
      _ key: String, _ label: String, _ kind: Kind = .number, scenario: Scenario? = nil,
      relation: Relation? = nil, or other: Relation? = nil, isSupport: Bool = false, reading: Reading? = nil
    ) {
      self.key = key
      self.label = label
      self.kind = kind
      self.scenario = scenario
      relations = [relation, other].compactMap { $0 }
      self.isSupport = isSupport
      self.reading = reading
    }
  }

  public enum Kind: Hashable, Sendable { case text, number }

  /// How a column follows from others, named by key.
  public enum Relation: Hashable, Sendable {
    case difference(String, String)
    case quotient(String, String)
    /// Of the columns named.
    case sum([String])
    /// Adds up from the rows below to their parent.
    case additive
    /// PASS if the column named is zero, else FAIL.
    case verdict(String)
  }

  public struct Row: Hashable, Sendable {
    /// One cell a column.
    public var cells: [Cell]
    /// 0 for the outermost.
    public var depth: Int
    public var isTotal: Bool
    /// Said beside cells, by column key.
    public var notes: [Note]
    /// The rows (indices) that this row divides: its additive columns are numerator / denominator.
    public var ratio: Ratio?
    /// The id of the variance node that shows what is below the row.
    public var link: String?
    /// The row of the database that its numbers are of.
    public var source: Source?
    /// Where cells are from that are no reading of `source`, by column key.
    public var queries: [String: Query] = [:]
    /// The shape of its months, beside its numbers.
    public var sparkline: Sparkline?

    public init(
      _ cells: [Cell], depth: Int = 0, isTotal: Bool = false, notes: [Note] = [], ratio: Ratio? = nil,
      link: String? = nil, source: Source? = nil
    ) {
      self.cells = cells
      self.depth = depth
      self.isTotal = isTotal
      self.notes = notes
      self.ratio = ratio
      self.link = link
      self.source = source
    }
  }

  public struct Note: Hashable, Sendable {
    public var column: String
    public var text: String
  }

  public struct Ratio: Hashable, Sendable {
    public var numerator: Int
    public var denominator: Int
  }

  /// Where the number of a cell is from; nil where it is from no relation.
  public func query(_ row: Int, _ column: Int) -> Query? {
    let line = rows[row]
    if let query = line.queries[columns[column].key] { return query }
    guard let source = line.source else { return nil }
    return columns[column].reading?.of(source)
  }

  /// The position of the column called `key`.
  public func column(_ key: String) -> Int? { columns.firstIndex { $0.key == key } }

  /// The rows below row `index`, down to the next of its depth or less.
  public func descendants(of index: Int) -> Range<Int> {
    var end = index + 1
    while end < rows.count, rows[end].depth > rows[index].depth { end += 1 }
    return index + 1..<end
  }

  /// The table without the columns that only a workbook needs.
  public var visible: Table {
    let kept = columns.indices.filter { !columns[$0].isSupport }
    var table = self
    table.columns = kept.map { columns[$0] }
    table.rows = rows.map { row in
      var row = row
      row.cells = kept.map { row.cells[$0] }
      return row
    }
    return table
  }
}
