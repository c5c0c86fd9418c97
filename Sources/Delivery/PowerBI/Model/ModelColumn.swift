/// A column of a table of the model.
public struct ModelColumn: Hashable, Sendable {
  public var name: String
  public var type: ColumnType
  /// The column of the database that it holds; nil for one that the model makes.
  public var source: String?
  /// Its name in the table's query: `name`, unless that would need escapes there.
  var query: String
  var isHidden = true
  var isKey = false
  var format: String?
  /// TMDL's `dataCategory`: `Country`.
  var category: String?
  /// The column of the same table that puts its values in order.
  var sortedBy: String?
  var description: String?

  init(
    _ name: String, _ type: ColumnType, source: String? = nil, query: String? = nil, isHidden: Bool = true,
    isKey: Bool = false,
    format: String? = nil, category: String? = nil, sortedBy: String? = nil, description: String? = nil
  ) {
    self.name = name
    self.type = type
    self.source = source
    self.query = query ?? (PowerQuery.isPlain(name) ? name : "column")
    self.isHidden = isHidden
    self.isKey = isKey
    self.format = format ?? type.format
    self.category = category
    self.sortedBy = sortedBy
    self.description = description
  }
}
