/// The parts of a whole, with their variance on prior year. Its bars are the rows of `data`, which is a variance table.
public struct StructureChart: Hashable, Sendable {
  public var id: String
  public var title: Title
  public var summary: String
  public var data: Table
}
