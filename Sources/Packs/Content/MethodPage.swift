/// How the forecasts came about: the rules, and the models of this vintage.
public struct MethodPage: Hashable, Sendable {
  public var paragraphs: [GlossaryEntry]
  /// Leaf series by domain and model, in this vintage and in the one before.
  public var models: Table
  /// Leaf series whose model is another than a month ago.
  public var changes: Table
}
