/// The versions and aliases of one registered model.
struct ModelRegistryClient {
  let name: String
  let client: MLflowClient

  static let asOfTag = "forecastpack.as_of"
  static let kindTag = "forecastpack.model"

  /// The version made of a logged model, which is created if it is not there.
  func version(of model: String, run: Delivery.Run, tags: [String: String]) throws(MLflowError) -> String {
    if !run.isNew, let version = try known(of: run.id) { return version }
    let created = try client.send(
      client.post(
        "model-versions/create",
        [
          "name": .string(name), "source": "models:/\(model)", "run_id": .string(run.id),
          "model_id": .string(model),
          "tags": Delivery.pairs(tags),
        ], isRepeatable: false))
    guard let version = created["model_version"]["version"].string else {
      throw MLflowError(kind: .refused, message: "model '\(name)' came without a version: \(created.text)")
    }
    return version
  }

  private func known(of run: String) throws(MLflowError) -> String? {
    let found = try client.send(
      client.get(
        "model-versions/search",
        [("filter", "name = '\(name)' and run_id = '\(run)'"), ("max_results", "100")]))
    return found["model_versions"].array.last?["version"].string
  }

  /// Moves an alias to a version, unless it stands on one of a later month.
  /// - Throws: kind `refused` when it stands on a version that is not ours: somebody else decided.
  func advance(_ alias: String, to version: String, asOf: String) throws(MLflowError) {
    if let current = try self.version(alias: alias), current["version"].string != version {
      let tags = current["tags"].array
      guard let month = tags.first(where: { $0["key"].string == Self.asOfTag })?["value"].string else {
        throw MLflowError(
          kind: .refused,
          message: "alias '\(alias)' of model '\(name)' stands on version \(current["version"].string ?? "?"), "
            + "which ForecastPack did not register: remove the alias in MLflow, then sync again")
      }
      guard month <= asOf else { return }
    }
    try client.send(
      client.post(
        "registered-models/alias",
        ["name": .string(name), "alias": .string(alias), "version": .string(version)]))
  }

  /// The version that an alias stands on; nil if there is no such alias or model.
  func version(alias: String) throws(MLflowError) -> JSON? {
    var call = client.get("registered-models/alias", [("name", name), ("alias", alias)])
    // An alias that is missing is told as an invalid parameter.
    call.accepted = ["RESOURCE_DOES_NOT_EXIST", "INVALID_PARAMETER_VALUE"]
    let version = try client.send(call)["model_version"]
    return version == .null ? nil : version
  }
}
