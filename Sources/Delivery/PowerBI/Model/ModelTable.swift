/// A table of the model.
public struct ModelTable: Hashable, Sendable {
  public var name: String
  /// The table or view of the database that it holds, row for row; nil for one that the model makes.
  public var source: String?
  public var columns: [ModelColumn]
  public var measures: [Measure] = []
  var description: String
  /// The Power Query expression, a line an element.
  var query: [String]
  var isHidden = false
  /// Whether it is the table that time is told by.
  var isCalendar = false
  /// A hierarchy over columns, the widest first.
  var hierarchy: Hierarchy?

  struct Hierarchy: Hashable, Sendable {
    var name: String
    var columns: [String]
  }

  init(
    _ name: String, source: String? = nil, description: String, columns: [ModelColumn], query: [String]
  ) {
    self.name = name
    self.source = source
    self.description = description
    self.columns = columns
    self.query = query
  }
}
