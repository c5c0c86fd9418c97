/// One model's standing in the choice for a series.
public struct CandidateScore: Hashable, Sendable, Codable {
  public let model: String
  /// Mean absolute scaled error of the rolling backtest; nil if the model was not used, and `note` says why.
  public let score: Double?
  public let note: String

  public init(model: String, score: Double?, note: String = "") {
    self.model = model
    self.score = score
    self.note = note
  }
}
