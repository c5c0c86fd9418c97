/// A measure of the model.
public struct Measure: Hashable, Sendable {
  public var name: String
  /// DAX, a line an element.
  public var expression: [String]
  public var description: String
  var folder: String
  var format: Format?
  var isHidden: Bool

  enum Format: Hashable, Sendable {
    case fixed(String)
    /// DAX that gives the format string.
    case computed([String])
  }
}
