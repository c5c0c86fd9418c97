import HTTP

/// Logs one record: every run with all that belongs to it, once, however often it is tried.
///
/// Each run carries the record's delivery id and its part as tags, and is looked up by them before it is created;
/// so are models and versions. Everything else can be sent again without effect. A run is FINISHED last, the
/// parent after its children: what is FINISHED is complete.
struct Delivery {
  private let client: MLflowClient
  private let record: TrackingRecord
  private let experiment: String

  static let deliveryTag = "forecastpack.delivery"
  static let partTag = "forecastpack.part"

  struct Run {
    let id: String
    let artifactURI: String
    let isFinished: Bool
    /// The models that it is told to have made.
    let models: [String]
    /// Whether this delivery created it, so that nothing can belong to it yet.
    let isNew: Bool
  }

  /// Finds the experiment or creates it.
  init(_ record: TrackingRecord, client: MLflowClient) throws(MLflowError) {
    self.client = client
    self.record = record
    experiment = try Experiments(client: client).find(record.experiment)
  }

  /// - Returns: MLflow's id of the parent run.
  func deliver() throws(MLflowError) -> String {
    var runs = try known()
    let parent: Run
    if let known = runs[record.parent.part] {
      parent = known
    } else {
      parent = try create(record.parent, parent: nil)
    }
    runs[record.parent.part] = parent
    for child in record.children where runs[child.part] == nil {
      runs[child.part] = try create(child, parent: parent.id)
    }
    for content in record.children + [record.parent] {
      guard let run = runs[content.part], !run.isFinished else { continue }
      try RunContent(content, run: run, experiment: experiment, record: record, client: client).log()
    }
    return parent.id
  }

  /// The record's runs that are there already, by part.
  private func known() throws(MLflowError) -> [String: Run] {
    let found = try client.send(
      client.post(
        "runs/search",
        [
          "experiment_ids": [.string(experiment)],
          "filter": "tags.`\(Self.deliveryTag)` = '\(record.deliveryID)'", "max_results": 1000,
        ]))
    var runs: [String: Run] = [:]
    // Newest first: where a server that did not answer created one twice, the oldest stays.
    for json in found["runs"].array {
      let part = json["data"]["tags"].array.first { $0["key"].string == Self.partTag }
      if let part = part?["value"].string { runs[part] = try run(json, isNew: false) }
    }
    return runs
  }

  private func create(_ content: TrackedRun, parent: String?) throws(MLflowError) -> Run {
    var tags = content.tags
    tags[Self.deliveryTag] = record.deliveryID
    tags[Self.partTag] = content.part
    tags["mlflow.parentRunId"] = parent
    let created = try client.send(
      client.post(
        "runs/create",
        [
          "experiment_id": .string(experiment), "run_name": .string(content.name),
          "start_time": .integer(content.startTime), "tags": Self.pairs(tags),
        ], isRepeatable: false))
    return try run(created["run"], isNew: true)
  }

  private func run(_ json: JSON, isNew: Bool) throws(MLflowError) -> Run {
    let info = json["info"]
    guard let id = info["run_id"].string, let artifactURI = info["artifact_uri"].string else {
      throw MLflowError(kind: .refused, message: "a run came without run_id and artifact_uri: \(info.text)")
    }
    return Run(
      id: id, artifactURI: artifactURI, isFinished: info["status"].string == "FINISHED",
      models: json["outputs"]["model_outputs"].array.compactMap { $0["model_id"].string },
      isNew: isNew)
  }

  /// `[{"key": …, "value": …}]`, by key.
  static func pairs(_ values: [String: String]) -> JSON {
    .array(values.sorted { $0.key < $1.key }.map { ["key": .string($0.key), "value": .string($0.value)] })
  }
}
