/// A semantic model: a star of facts and dimensions, and the measures over them.
public struct Model: Hashable, Sendable {
  public var tables: [ModelTable]
  public var relationships: [Relationship]
  /// The name of the table that holds the measures.
  public var measureTable: String

  public var measures: [Measure] { tables.flatMap(\.measures) }
}
