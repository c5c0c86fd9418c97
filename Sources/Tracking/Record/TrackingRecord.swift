/// What MLflow is to know about one vintage (or one decision), complete in itself, so that it can wait in a queue.
///
/// Names, steps and units are those of docs/tracking.md.
public struct TrackingRecord: Hashable, Sendable, Codable {
  /// The same for the same content: delivered twice, it is logged once.
  public var deliveryID: String
  public var experiment: String
  public var parent: TrackedRun
  public var children: [TrackedRun]

  public init(deliveryID: String, experiment: String, parent: TrackedRun, children: [TrackedRun] = []) {
    self.deliveryID = deliveryID
    self.experiment = experiment
    self.parent = parent
    self.children = children
  }

  /// Goes through every file, always in the same order.
  mutating func forEachFile(_ body: (inout TrackedFile) throws -> Void) rethrows {
    try parent.forEachFile(body)
    for index in children.indices { try children[index].forEachFile(body) }
  }
}
