import HTTP

/// MLflow's REST API (version 2.0, as MLflow 3 serves it); never the files of its store.
///
/// Not Sendable: one task at a time.
public final class MLflowClient {
  private let server: TrackingServer
  private let http: HTTPClient

  /// - Parameter sleep: how to wait between attempts.
  public init(
    _ server: TrackingServer, settings: HTTPSettings = HTTPSettings(),
    sleep: @escaping (Duration) -> Void = HTTPClient.wait
  ) {
    self.server = server
    var settings = settings
    settings.authorities = server.authorities
    http = HTTPClient(
      settings: settings,
      // The server's own database connections were all taken.
      isTemporary: { $0.status == 400 && $0.text.contains("QueuePool limit") }, sleep: sleep)
  }

  /// Whether a server answers under the address.
  public func isHealthy() -> Bool {
    (try? http.send(HTTPRequest(.get, server.uri + "/health")).status) == 200
  }

  /// What the server says its version is; nil where none answers.
  public func version() -> String? {
    guard
      let response = try? http.send(HTTPRequest(.get, server.uri + "/version", headers: headers("text/plain"))),
      response.status == 200
    else { return nil }
    return response.text.trimmingWhitespace
  }

  /// One call to be made: built first, so that several can be made at once.
  struct Call {
    let request: HTTPRequest
    /// Refusals with this code are as good as done.
    var accepted: Set<String> = []
    /// So is one whose message has these words.
    var acceptedWords: String?
  }

  static let prefix = "/api/2.0/mlflow/"

  func get(_ path: String, _ query: [(String, String)] = []) -> Call {
    let fields = query.map { "\($0)=\(Self.escaped($1))" }.joined(separator: "&")
    return call(.get, Self.prefix + path + (fields.isEmpty ? "" : "?" + fields), json: nil)
  }

  /// - Parameter isRepeatable: false for what creates something new with each call.
  func post(_ path: String, _ body: JSON, isRepeatable: Bool = true, accepted: Set<String> = []) -> Call {
    var call = call(.post, Self.prefix + path, json: body, isRepeatable: isRepeatable)
    call.accepted = accepted
    return call
  }

  func patch(_ path: String, _ body: JSON) -> Call { call(.patch, Self.prefix + path, json: body) }

  func delete(_ path: String, _ body: JSON) -> Call { call(.delete, Self.prefix + path, json: body) }

  /// Writes a file below an `artifact_uri` that the server hands on: `mlflow-artifacts:/1/<run>/artifacts`.
  func put(_ content: [UInt8], at path: String, below artifactURI: String) throws(MLflowError) -> Call {
    let scheme = "mlflow-artifacts:"
    guard artifactURI.hasPrefix(scheme) else {
      throw MLflowError(
        kind: .configuration,
        message: "the server does not take artifacts itself (they lie in \(artifactURI)): start it with "
          + "--artifacts-destination, and use an experiment that was created since")
    }
    let root = artifactURI.dropFirst(scheme.count).drop { $0 == "/" }
    let place = "\(root)/\(path)".split(separator: "/").map { Self.escaped(String($0)) }.joined(separator: "/")
    let request = HTTPRequest(
      .put, server.uri + "/api/2.0/mlflow-artifacts/artifacts/" + place,
      headers: headers("application/octet-stream"), body: content)
    return Call(request: request)
  }

  private func call(_ method: HTTPRequest.Method, _ path: String, json: JSON?, isRepeatable: Bool = true)
    -> Call
  {
    Call(
      request: HTTPRequest(
        method, server.uri + path, headers: headers("application/json"), body: json?.bytes ?? [],
        isRepeatable: isRepeatable))
  }

  private func headers(_ type: String) -> [HTTPRequest.Header] {
    [HTTPRequest.Header("Content-Type", type)] + (server.credentials.map { [$0.header] } ?? [])
  }

  @discardableResult
  func send(_ call: Call) throws(MLflowError) -> JSON { try send([call])[0] }

  /// Makes calls that do not depend on each other; throws the first error once all have ended.
  @discardableResult
  func send(_ calls: [Call]) throws(MLflowError) -> [JSON] {
    var answers: [JSON] = []
    for (call, result) in zip(calls, http.send(calls.map(\.request))) {
      answers.append(try answer(result, to: call))
    }
    return answers
  }

  private func answer(_ result: Result<HTTPResponse, HTTPError>, to call: Call) throws(MLflowError) -> JSON {
    let path = call.request.url.dropFirst(server.uri.count).prefix { $0 != "?" }
    let name = "\(call.request.method.rawValue) \(path)"
    switch result {
    case .failure(let error):
      let kind: MLflowError.Kind = error.kind == .request ? .configuration : .unavailable
      throw MLflowError(kind: kind, call: name, message: "\(server.uri): \(error.message)")
    case .success(let response):
      let json = JSON(response.body)
      let code = json["error_code"].string
      let isAccepted =
        code.map(call.accepted.contains) == true
        || call.acceptedWords.map { (json["message"].string ?? "").contains($0) } == true
      if (200..<300).contains(response.status) || isAccepted { return json }
      throw MLflowError(
        kind: Self.kind(response.status), call: name, status: response.status, code: code,
        message: Self.explained(
          response, json, server, isArtifact: path.hasPrefix("/api/2.0/mlflow-artifacts/")))
    }
  }

  private static func kind(_ status: Int) -> MLflowError.Kind {
    switch status {
    case 401, 403: .forbidden
    case 408, 429, 500...: .unavailable
    default: .refused
    }
  }

  /// What the server says, and what to do where that is known.
  private static func explained(
    _ response: HTTPResponse, _ json: JSON, _ server: TrackingServer, isArtifact: Bool
  ) -> String {
    let said = String((json["message"].string ?? response.text).prefix(300))
    switch response.status {
    case 401:
      return "\(said): set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN"
    case 403 where said.contains("Invalid Host header"):
      return "\(said): start the server with --allowed-hosts naming the host and port of \(server.uri)"
    case 404 where json["error_code"] == .null:
      return "\(server.uri) is no MLflow server: look at the tracking URI"
    case 403: return "\(said): the user of the credentials lacks the right, or the server is not for them"
    case 413: return "\(said): the server or a proxy before it takes no body of this size"
    case 500... where isArtifact:
      return "\(said): the server cannot write its artifacts, look at its --artifacts-destination and its log"
    case 500...: return "\(said): look at the server's log"
    default: return said
    }
  }

  /// Percent-encoding of all but RFC 3986's unreserved characters.
  private static func escaped(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    let bytes = text.utf8.flatMap { byte -> [UInt8] in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        [byte]
      default: [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension String {
  fileprivate var trimmingWhitespace: String {
    var text = self[...]
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
