/// What a model found in one series.
public struct ModelFit: Hashable, Sendable {
  public let state: ModelState
  /// The form that was chosen: a rung of the model's ladder, an order, a component form.
  public let rung: String
  /// Why that one, in a sentence; empty if the model has one form only.
  public let reason: String
  /// Observations that the fit could use.
  public let usableRows: Int
  /// Forms that were weighed against each other, best first; empty if there was no choice.
  public let candidates: [CandidateScore]

  public init(
    state: ModelState, rung: String, reason: String = "", usableRows: Int, candidates: [CandidateScore] = []
  ) {
    self.state = state
    self.rung = rung
    self.reason = reason
    self.usableRows = usableRows
    self.candidates = candidates
  }
}
