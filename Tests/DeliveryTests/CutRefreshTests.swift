import HTTP
import TestSupport
import Testing

@testable import Delivery

/// The network is cut in the middle of a refresh, at points spread over what is said: it ends, says so, never asks twice for
/// a refresh that may have begun, and the next one works.
@Suite struct CutRefreshTests {
  private func refresh(through wire: CutWire) -> Result<String, RefreshError> {
    var settings = RefreshSettings(
      tenant: "tenant", client: "client", group: "group", dataset: "model", capacity: .premium)
    settings.api = "http://\(wire.address):\(wire.port)"
    settings.login = settings.api
    var http = HTTPSettings()
    http.attempts = 2
    http.timeout = .milliseconds(300)
    let refresh = ModelRefresh(
      settings: settings, secret: "secret", client: HTTPClient(settings: http, sleep: { _ in }), sleep: { _ in }
    )
    defer { wire.close() }
    return Result { () throws(RefreshError) in try refresh.run() }
  }

  private func server() throws -> ScriptedServer {
    try ScriptedServer([
      .status(200, body: #"{"token_type":"Bearer","access_token":"t0k3n"}"#),
      .status(202, headers: "x-ms-request-id: r1\r\n", body: ""),
      .status(200, body: #"{"status":"Completed"}"#),
    ])
  }

  @Test(arguments: CutWire.Side.allCases, CutWire.Cut.all)
  func eachCutIsSaidAndTheNextWorks(side: CutWire.Side, cut: CutWire.Cut) throws {
    let whole = try CutWire(to: server().port)
    #expect(refresh(through: whole) == .success("r1"))
    let length = whole.passed(side)
    for bytes in stride(from: 0, to: length, by: max(1, length / 12)) {
      let server = try server()
      let outcome = refresh(through: try CutWire(to: server.port, cut, after: (side, bytes)))
      guard case .failure(let error) = outcome else {
        Issue.record("cut after \(bytes) bytes of the \(side): \(outcome)")
        continue
      }
      #expect(error.kind == .unavailable, "after \(bytes) bytes of the \(side): \(error)")
      #expect(server.requests.count { $0.hasPrefix("POST /v1.0/") } <= 1, "after \(bytes) bytes of the \(side)")
    }
    #expect(refresh(through: try CutWire(to: server().port)) == .success("r1"))
  }
}
