import TestSupport
import Testing

@testable import HTTP

@Suite struct HTTPClientTests {
  /// Collects the waits instead of waiting.
  final class Waits { var all: [Duration] = [] }

  private func client(
    _ waits: Waits, timeout: Duration = .seconds(5),
    isTemporary: @escaping (HTTPResponse) -> Bool = { _ in false }
  ) -> HTTPClient {
    var settings = HTTPSettings()
    settings.timeout = timeout
    return HTTPClient(settings: settings, isTemporary: isTemporary) { waits.all.append($0) }
  }

  @Test func sendsMethodHeadersAndBodyAndGivesStatusAndBytes() throws {
    let server = try ScriptedServer([.status(404, body: #"{"error":"ü"}"#)])
    let request = HTTPRequest(
      .put, server.url + "/a/b", headers: [.init("Content-Type", "application/json")],
      body: Array("bytes ü".utf8))
    let response = try client(Waits()).send(request)
    #expect(response.status == 404)
    #expect(response.text == #"{"error":"ü"}"#)
    let sent = try #require(server.requests.first)
    #expect(sent.hasPrefix("PUT /a/b HTTP/1.1\r\n"))
    #expect(sent.contains("Content-Type: application/json\r\n"))
    #expect(sent.hasSuffix("\r\n\r\nbytes ü"))
    #expect(!sent.contains("Expect:"))
  }

  @Test func anEmptyBodyIsSentAsOne() throws {
    let server = try ScriptedServer([.status(200)])
    _ = try client(Waits()).send(HTTPRequest(.post, server.url + "/x"))
    #expect(server.requests[0].lowercased().contains("content-length: 0\r\n"))
    _ = try client(Waits()).send(HTTPRequest(.get, server.url + "/x"))
    #expect(server.requests[1].hasPrefix("GET /x "))
  }

  @Test(arguments: [408, 429, 500, 502, 503, 504])
  func triesAgainWhatMayPass(status: Int) throws {
    let waits = Waits()
    let server = try ScriptedServer([.hangUp, .status(status), .status(200)])
    #expect(try client(waits).send(HTTPRequest(.get, server.url)).status == 200)
    #expect(waits.all == [.milliseconds(500), .seconds(1)])
    #expect(server.requests.count == 3)
  }

  @Test func waitsAsLongAsTheServerAsksUpToALimit() throws {
    let waits = Waits()
    let server = try ScriptedServer([
      .status(429, headers: "Retry-After: 7\r\n"), .status(503, headers: "Retry-After: 9999\r\n"), .status(200),
    ])
    #expect(try client(waits).send(HTTPRequest(.get, server.url)).status == 200)
    #expect(waits.all == [.seconds(7), .seconds(20)])
  }

  @Test(arguments: [400, 401, 403, 404, 413])
  func doesNotRepeatWhatWillNotPass(status: Int) throws {
    let waits = Waits()
    let server = try ScriptedServer([.status(status), .status(200)])
    #expect(try client(waits).send(HTTPRequest(.get, server.url)).status == status)
    #expect(waits.all.isEmpty)
  }

  @Test func theCallerNamesFurtherAnswersThatMayPass() throws {
    let server = try ScriptedServer([.status(400, body: "QueuePool limit"), .status(200)])
    let client = client(Waits()) { $0.status == 400 && $0.text.contains("QueuePool limit") }
    #expect(try client.send(HTTPRequest(.get, server.url)).status == 200)
  }

  @Test func givesTheLastAnswerAfterAllAttempts() throws {
    let waits = Waits()
    let server = try ScriptedServer([.status(503)])
    #expect(try client(waits).send(HTTPRequest(.get, server.url)).status == 503)
    #expect(waits.all == [.milliseconds(500), .seconds(1), .seconds(2)])
  }

  /// Sent twice it might be done twice.
  @Test(arguments: [ScriptedServer.Answer.status(503), .hangUp])
  func doesNotRepeatWhatIsNotRepeatable(answer: ScriptedServer.Answer) throws {
    let server = try ScriptedServer([answer, .status(200)])
    let request = HTTPRequest(.post, server.url, isRepeatable: false)
    #expect((try? client(Waits()).send(request).status) != 200)
    #expect(server.requests.count == 1)
  }

  /// libcurl by itself sends a request again when a connection that it kept has died.
  @Test func doesNotRepeatOnAConnectionThatDied() throws {
    let server = try ScriptedServer([.status(200), .hangUp, .status(200)])
    let client = client(Waits())
    _ = try client.send(HTTPRequest(.get, server.url))
    #expect(throws: HTTPError.self) { try client.send(HTTPRequest(.post, server.url, isRepeatable: false)) }
    #expect(server.requests.count == 2)
  }

  @Test func endsWhenAServerHangs() throws {
    let server = try ScriptedServer([.slow(milliseconds: 3000)])
    let request = HTTPRequest(.post, server.url + "/slow", isRepeatable: false)
    let error = #expect(throws: HTTPError.self) {
      try client(Waits(), timeout: .milliseconds(200)).send(request)
    }
    #expect(error?.kind == .interrupted)
    #expect(error?.description.contains("POST \(server.url)/slow: ") == true)
  }

  @Test func saysThatNobodyListensAndHidesTheSecrets() throws {
    let waits = Waits()
    let secret = Credentials.bearer(token: "s3cret-token")
    let request = HTTPRequest(
      .post, "http://127.0.0.1:1/x?key=s3cret-query", headers: [secret.header], isRepeatable: false)
    let error = try #require(#expect(throws: HTTPError.self) { try client(waits).send(request) })
    #expect(error.kind == .unreachable)
    #expect(error.attempts == 4)
    #expect("\(error)".hasPrefix("POST http://127.0.0.1:1/x: "))
    #expect(!"\(error)".contains("s3cret"))
    #expect(!"\(secret)".contains("s3cret"))
    #expect(!String(reflecting: secret).contains("s3cret"))
  }

  @Test(arguments: ["", "nonsense", "ftp://127.0.0.1/x", "file:///etc/passwd", "http://[::1"])
  func refusesWhatIsNoURL(url: String) {
    #expect(throws: HTTPError.self) { try client(Waits()).send(HTTPRequest(.get, url)) }
  }

  @Test func sendsManyOverFourConnectionsAndKeepsTheirOrder() throws {
    let server = try ScriptedServer([.slow(milliseconds: 20)])
    let results = client(Waits()).send((0..<30).map { HTTPRequest(.put, server.url + "/\($0)", body: [65]) })
    #expect(try results.map { try $0.get().status } == Array(repeating: 200, count: 30))
    #expect(server.requests.count == 30)
    #expect(server.mostOpen == 4)
  }

  @Test func oneFailureDoesNotTouchTheOthers() throws {
    let server = try ScriptedServer([.status(200)])
    let results = client(Waits()).send([
      HTTPRequest(.get, server.url), HTTPRequest(.get, "http://127.0.0.1:1"), HTTPRequest(.get, server.url),
    ])
    #expect(try results[0].get().status == 200)
    #expect(throws: HTTPError.self) { try results[1].get() }
    #expect(try results[2].get().status == 200)
  }

  /// RFC 4648, section 10, and RFC 7617, section 2.
  @Test func encodesCredentials() {
    let vectors = ["": "", "f": "Zg==", "fo": "Zm8=", "foo": "Zm9v", "foob": "Zm9vYg==", "foobar": "Zm9vYmFy"]
    for (text, encoded) in vectors { #expect(Credentials.base64(Array(text.utf8)) == encoded) }
    #expect(
      Credentials.basic(user: "Aladdin", password: "open sesame").header.value
        == "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
  }
}
