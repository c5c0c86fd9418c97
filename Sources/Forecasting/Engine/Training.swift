/// What `Engine.train` found: everything that `Engine.predict` needs but the panel itself.
///
/// It encodes losslessly (doubles round-trip), so that training and prediction can be two processes.
public struct Training: Hashable, Sendable, Codable {
  /// `Engine.version` at the time of training.
  public let engineVersion: String
  /// The last month that was seen.
  public let asOf: Month
  public let settings: EngineSettings
  /// One fit a leaf series, in the order of the panel.
  public let leaves: [SeriesFit]
  /// One fit a node, in the order of the grouping: the model of the node's own sum. `levels[l][n]` belongs to
  /// `grouping.levels[l].nodes[n]`.
  public let levels: [[SeriesFit]]
  /// Sorted by level (as in the grouping, leaf last), node (all nodes together first), method, horizon.
  public let evaluation: [EvaluationRow]

  public init(
    engineVersion: String, asOf: Month, settings: EngineSettings, leaves: [SeriesFit], levels: [[SeriesFit]],
    evaluation: [EvaluationRow]
  ) {
    self.engineVersion = engineVersion
    self.asOf = asOf
    self.settings = settings
    self.leaves = leaves
    self.levels = levels
    self.evaluation = evaluation
  }
}
