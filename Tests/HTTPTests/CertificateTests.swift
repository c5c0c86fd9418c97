import Foundation
import Testing

@testable import HTTP

/// Against OpenSSL's own server with a certificate that nobody has signed.
@Suite final class CertificateTests {
  private let folder = FileManager.default.temporaryDirectory.appending(
    path: "forecastpack-tls-\(UUID().uuidString)")
  private let server = Process()
  private let port = Int.random(in: 20_000..<30_000)
  private var authorities: String { folder.appending(path: "cert.pem").path }

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let made = try Process.run(
      URL(fileURLWithPath: "/usr/bin/openssl"),
      arguments: [
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
        "subjectAltName=DNS:localhost", "-keyout", folder.appending(path: "key.pem").path, "-out", authorities,
      ])
    made.waitUntilExit()
    server.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
    server.arguments = [
      "s_server", "-quiet", "-www", "-accept", "\(port)", "-cert", authorities, "-key",
      folder.appending(path: "key.pem").path,
    ]
    server.standardInput = FileHandle.nullDevice
    server.standardError = FileHandle.nullDevice
    try server.run()
  }

  deinit {
    kill(server.processIdentifier, SIGKILL)
    try? FileManager.default.removeItem(at: folder)
  }

  @Test func verifiesTheCertificate() throws {
    let request = HTTPRequest(.get, "https://localhost:\(port)/", headers: [.init("X-Secret", "s3cret")])
    var settings = HTTPSettings()
    settings.authorities = authorities
    settings.attempts = 8
    #expect(try HTTPClient(settings: settings).send(request).status == 200)

    settings.authorities = nil
    settings.attempts = 1
    let error = #expect(throws: HTTPError.self) { try HTTPClient(settings: settings).send(request) }
    #expect(error?.kind == .unreachable)
    #expect(error?.message.contains("certificate") == true)

    settings.authorities = authorities
    let byAddress = HTTPRequest(.get, "https://127.0.0.1:\(port)/")
    #expect(throws: HTTPError.self) { try HTTPClient(settings: settings).send(byAddress) }
  }
}
