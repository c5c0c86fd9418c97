import HTTP

/// Where MLflow is and how to get in; MLflow's own variables, printed without a secret.
public struct TrackingServer: Hashable, Sendable {
  /// Without a slash at its end, user or password.
  public let uri: String
  public let credentials: Credentials?
  /// A PEM file of authorities to trust instead of the system's.
  public let authorities: String?

  /// - Parameters:
  ///   - uri: http or https; user and password in it count as `MLFLOW_TRACKING_USERNAME` and `_PASSWORD`.
  ///   - environment: `MLFLOW_TRACKING_TOKEN` (wins), `MLFLOW_TRACKING_USERNAME` and `MLFLOW_TRACKING_PASSWORD`,
  ///     `MLFLOW_TRACKING_SERVER_CERT_PATH`.
  /// - Throws: kind `configuration`.
  public init(uri: String, environment: [String: String]) throws(MLflowError) {
    func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    guard let scheme = ["http://", "https://"].first(where: uri.lowercased().hasPrefix) else {
      throw MLflowError(
        kind: .configuration,
        message: "the tracking URI must begin with http:// or https://; a folder or a database is spoken to "
          + "through a server: forecastpack track serve")
    }
    var rest = uri.dropFirst(scheme.count)
    var user = variable("MLFLOW_TRACKING_USERNAME")
    var password = variable("MLFLOW_TRACKING_PASSWORD")
    let host = rest.prefix { $0 != "/" }
    if let end = host.lastIndex(of: "@") {
      let parts = host[..<end].split(separator: ":", maxSplits: 1).map(String.init)
      user = parts.first
      password = parts.count > 1 ? parts[1] : ""
      rest = rest[rest.index(after: end)...]
    }
    while rest.hasSuffix("/") { rest.removeLast() }
    guard let first = rest.first, first != ":",
      !rest.contains(where: { $0.isWhitespace || $0 == "?" || $0 == "#" })
    else { throw MLflowError(kind: .configuration, message: "the tracking URI names no host: \(scheme)…") }
    self.uri = scheme + rest
    authorities = variable("MLFLOW_TRACKING_SERVER_CERT_PATH")
    if let token = variable("MLFLOW_TRACKING_TOKEN") {
      credentials = .bearer(token: token)
    } else if let user {
      credentials = .basic(user: user, password: password ?? "")
    } else {
      credentials = nil
    }
  }
}
