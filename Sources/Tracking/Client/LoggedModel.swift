/// A model of a run: logged, registered under its name, and given its aliases.
struct LoggedModel {
  let id: String
  private let tracked: TrackedModel
  private let run: Delivery.Run
  private let artifactURI: String
  private let client: MLflowClient

  /// Finds the run's model or creates it.
  init(
    _ tracked: TrackedModel, run: Delivery.Run, experiment: String, record: TrackingRecord, client: MLflowClient
  ) throws(MLflowError) {
    self.tracked = tracked
    self.run = run
    self.client = client
    var model = JSON.null
    if !run.isNew {
      let found = try client.send(
        client.post(
          "logged-models/search",
          [
            "experiment_ids": [.string(experiment)], "filter": "source_run_id = '\(run.id)'", "max_results": 1,
          ]))
      model = found["models"].array.first ?? .null
    }
    if model == .null {
      model = try client.send(
        client.post(
          "logged-models",
          [
            "experiment_id": .string(experiment), "name": .string(tracked.name),
            "model_type": .string(tracked.kind), "source_run_id": .string(run.id),
            "tags": Delivery.pairs([Delivery.deliveryTag: record.deliveryID]),
          ], isRepeatable: false))["model"]
    }
    guard let id = model["info"]["model_id"].string, let artifactURI = model["info"]["artifact_uri"].string
    else {
      throw MLflowError(
        kind: .refused, message: "a model came without model_id and artifact_uri: \(model.text)")
    }
    self.id = id
    self.artifactURI = artifactURI
  }

  func files() throws(MLflowError) -> [MLflowClient.Call] {
    let ids = "model_id: \(id)\nrun_id: \(run.id)\n"
    var calls = [try client.put(Array((ids + tracked.definition).utf8), at: "MLmodel", below: artifactURI)]
    for file in tracked.files {
      calls.append(try client.put(Array(file.content), at: file.path, below: artifactURI))
    }
    return calls
  }

  /// Makes it ready, once its files are there, and registers it.
  /// - Returns: its version.
  func register() throws(MLflowError) -> String {
    var calls = [
      client.patch("logged-models/\(id)", ["model_id": .string(id), "status": "LOGGED_MODEL_READY"]),
      client.post(
        "registered-models/create", ["name": .string(tracked.name)], accepted: ["RESOURCE_ALREADY_EXISTS"]),
    ]
    if !run.models.contains(id) {
      calls.append(
        client.post(
          "runs/outputs", ["run_id": .string(run.id), "models": [["model_id": .string(id), "step": 0]]],
          isRepeatable: false))
    }
    try client.send(calls)
    return try registry.version(
      of: id, run: run,
      tags: [
        ModelRegistryClient.asOfTag: tracked.asOf, ModelRegistryClient.kindTag: tracked.kind,
      ])
  }

  func advanceAliases(to version: String) throws(MLflowError) {
    for alias in tracked.aliases { try registry.advance(alias, to: version, asOf: tracked.asOf) }
  }

  private var registry: ModelRegistryClient { ModelRegistryClient(name: tracked.name, client: client) }
}
