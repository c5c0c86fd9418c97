/// Everything that belongs to one run; logging it again changes nothing.
struct RunContent {
  private let content: TrackedRun
  private let run: Delivery.Run
  private let experiment: String
  private let record: TrackingRecord
  private let client: MLflowClient

  /// What MLflow takes in one log-batch.
  private static let metricsPerCall = 1000
  private static let parametersPerCall = 100

  init(
    _ content: TrackedRun, run: Delivery.Run, experiment: String, record: TrackingRecord, client: MLflowClient
  ) {
    self.content = content
    self.run = run
    self.experiment = experiment
    self.record = record
    self.client = client
  }

  func log() throws(MLflowError) {
    var model: LoggedModel?
    if let tracked = content.model {
      model = try LoggedModel(tracked, run: run, experiment: experiment, record: record, client: client)
    }
    var calls = parameters
    if let dataset = content.dataset { calls.append(inputs(dataset)) }
    for file in content.artifacts {
      calls.append(try client.put(Array(file.content), at: file.path, below: run.artifactURI))
    }
    if let model { calls += try model.files() }
    try client.send(calls)
    let version = try model?.register()
    // MLflow reads all metrics of a model whenever it changes or registers it: they come after.
    try client.send(metrics(of: model?.id))
    if let version { try model?.advanceAliases(to: version) }
    try client.send(
      client.post(
        "runs/update",
        ["run_id": .string(run.id), "status": "FINISHED", "end_time": .integer(content.endTime)]))
  }

  private var parameters: [MLflowClient.Call] {
    let parameters = content.parameters.sorted { $0.key < $1.key }
      .map { JSON.object(["key": .string($0.key), "value": .string($0.value)]) }
    return Self.pieces(parameters, Self.parametersPerCall).map { batch("params", $0) }
  }

  /// In pieces; time and step are the record's, so that a metric sent twice is one. MLflow keeps what is said of a model
  /// a second time, which costs it twice the time: so the model is told its own accuracy, not that of the others.
  private func metrics(of model: String?) -> [MLflowClient.Call] {
    let metrics = content.metrics.map { metric -> JSON in
      var json: [String: JSON] = [
        "key": .string(metric.key), "value": .double(metric.value), "timestamp": .integer(content.endTime),
        "step": .integer(Int64(metric.step)),
      ]
      if let model, !RunMetrics.isComparison(metric.key) {
        json["model_id"] = .string(model)
        json["dataset_name"] = content.dataset.map { .string($0.name) }
        json["dataset_digest"] = content.dataset.map { .string($0.digest) }
      }
      return .object(json)
    }
    return Self.pieces(metrics, Self.metricsPerCall).map { batch("metrics", $0) }
  }

  private func batch(_ kind: String, _ values: [JSON]) -> MLflowClient.Call {
    var call = client.post("runs/log-batch", ["run_id": .string(run.id), kind: .array(values)])
    // A model's metrics are stored all at once, and refused as not unique when they are there already.
    call.acceptedWords = "logged_model_metrics"
    return call
  }

  private static func pieces(_ values: [JSON], _ size: Int) -> [[JSON]] {
    stride(from: 0, to: values.count, by: size).map { Array(values[$0..<min($0 + size, values.count)]) }
  }

  private func inputs(_ dataset: TrackedDataset) -> MLflowClient.Call {
    let columns = dataset.columns.map { column -> JSON in
      ["name": .string(column.name), "type": .string(column.type), "required": .bool(true)]
    }
    let source: JSON = ["tags": ["dbt.unique_id": .string(dataset.source)]]
    let profile: JSON = ["num_rows": .integer(Int64(dataset.rows))]
    return client.post(
      "runs/log-inputs",
      [
        "run_id": .string(run.id),
        "datasets": [
          [
            "dataset": [
              "name": .string(dataset.name), "digest": .string(dataset.digest), "source_type": "code",
              "source": .string(source.text),
              "schema": .string(JSON.object(["mlflow_colspec": .array(columns)]).text),
              "profile": .string(profile.text),
            ],
            "tags": [["key": "mlflow.data.context", "value": "training"]],
          ]
        ],
      ])
  }
}
