import Foundation
import TestSupport
import Testing

@testable import HTTP

/// Certificates of a server that a client must not speak to, and the one that it may; against OpenSSL's own server.
@Suite struct RefusedCertificateTests {
  @Test(arguments: TestCertificates.Kind.allCases)
  func onlyTheRightOneIsTaken(kind: TestCertificates.Kind) throws {
    let certificates = try TestCertificates()
    let pair = try certificates.make(kind)
    let port = Int.random(in: 30_000..<32_000)
    let server = Process()
    server.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
    server.arguments = [
      "s_server", "-quiet", "-www", "-accept", "\(port)", "-cert", pair.certificate, "-key", pair.key,
    ]
    server.standardInput = FileHandle.nullDevice
    server.standardError = FileHandle.nullDevice
    try server.run()
    defer { kill(server.processIdentifier, SIGKILL) }
    var settings = HTTPSettings()
    settings.authorities = certificates.authority
    settings.attempts = 1
    let client = HTTPClient(settings: settings)
    let request = HTTPRequest(
      .get, "https://localhost:\(port)/", headers: [.init("Authorization", "Bearer s3cret")])
    // The server needs a moment to listen; a certificate that is refused is refused at once.
    var result = client.send([request])[0]
    for _ in 0..<50 {
      guard case .failure(let error) = result, error.message.contains("connect to") else { break }
      usleep(100_000)
      result = client.send([request])[0]
    }
    guard kind != .right else {
      #expect(try result.get().status == 200)
      return
    }
    let error = #expect(throws: HTTPError.self) { try result.get() }
    #expect(error?.kind == .unreachable && error?.description.contains("s3cret") == false)
    let said = error?.message ?? ""
    switch kind {
    case .wrong: #expect(said.contains("matches target host name"), "\(said)")
    case .expired: #expect(said.contains("certificate has expired"), "\(said)")
    case .selfSigned: #expect(said.contains("self-signed certificate"), "\(said)")
    case .right: break
    }
  }
}
