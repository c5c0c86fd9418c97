/// Many rows of a fact table to one of a dimension.
public struct Relationship: Hashable, Sendable {
  public var fromTable: String
  public var fromColumn: String
  public var toTable: String
  public var toColumn: String
}
