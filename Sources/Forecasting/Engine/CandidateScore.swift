/// One candidate's standing in the choice for a series.
public struct CandidateScore: Hashable, Sendable, Codable {
  /// The name of a model, or of a rung within one.
  public let model: String
  /// The error that was compared, in the unit of the series; nil if the candidate was not used, and `note` says
  /// why.
  public let score: Double?
  public let note: String

  public init(model: String, score: Double?, note: String = "") {
    self.model = model
    self.score = score
    self.note = note
  }
}
