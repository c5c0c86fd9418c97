/// WAPE by horizon. Rows of `data` are horizons; each method is a column of it.
public struct HorizonChart: Hashable, Sendable {
  public var id: String
  public var title: Title
  public var summary: String
  /// The published forecast first.
  public var methods: [Method]
  public var data: Table

  public struct Method: Hashable, Sendable {
    public var key: String
    public var label: String
  }
}
