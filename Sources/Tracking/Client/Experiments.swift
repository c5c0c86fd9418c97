/// Experiments by name.
struct Experiments {
  let client: MLflowClient

  /// The id of the experiment, which is created if it is not there.
  /// - Throws: kind `refused` for one that was deleted; it is not restored behind somebody's back.
  func find(_ name: String) throws(MLflowError) -> String {
    if let id = try get(name) { return id }
    try client.send(
      client.post("experiments/create", ["name": .string(name)], accepted: ["RESOURCE_ALREADY_EXISTS"]))
    guard let id = try get(name) else {
      throw MLflowError(kind: .refused, message: "experiment '\(name)' was created and is not there")
    }
    return id
  }

  private func get(_ name: String) throws(MLflowError) -> String? {
    var call = client.get("experiments/get-by-name", [("experiment_name", name)])
    call.accepted = ["RESOURCE_DOES_NOT_EXIST"]
    let experiment = try client.send(call)["experiment"]
    guard let id = experiment["experiment_id"].string else { return nil }
    guard experiment["lifecycle_stage"].string != "deleted" else {
      throw MLflowError(
        kind: .refused,
        message:
          "experiment '\(name)' (id \(id)) was deleted: restore it in MLflow (mlflow experiments restore "
          + "-x \(id)) or give another name in MLFLOW_EXPERIMENT_NAME")
    }
    return id
  }
}
