import Foundation
import TestSupport
import Testing

@testable import Postgres

/// A server that speaks TLS over TCP, with certificates that `sslmode=verify-full` must take or refuse.
@Suite(.serialized) final class EncryptionTests {
  private let certificates: TestCertificates
  private let server: LocalServer
  private let folder = "/tmp/forecastpack-tls-\(getuid())-\(getpid())"
  private let port = Int.random(in: 32_000..<32_700)
  private var serving: String { certificates.folder.path + "/server" }

  init() throws {
    certificates = try TestCertificates()
    server = LocalServer(
      folder: "\(folder)/postgres",
      settings: [
        "listen_addresses": "localhost", "port": "\(port)", "ssl": "on", "fsync": "off",
        "shared_buffers": "32MB",
        "ssl_cert_file": certificates.folder.path + "/server.pem",
        "ssl_key_file": certificates.folder.path + "/server.key",
      ])
    try serve(.right)
    try server.start()
  }

  deinit {
    try? server.stop()
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Puts a certificate into the server's place; new sessions get it once the server was told.
  private func serve(_ kind: TestCertificates.Kind) throws {
    let pair = try certificates.make(kind)
    for (from, to) in [(pair.certificate, "\(serving).pem"), (pair.key, "\(serving).key")] {
      try? FileManager.default.removeItem(atPath: to)
      try FileManager.default.copyItem(atPath: from, toPath: to)
    }
    // A key must be its server's alone.
    var attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
    if getuid() == 0 { attributes[.ownerAccountName] = "postgres" }
    try FileManager.default.setAttributes(attributes, ofItemAtPath: "\(serving).key")
  }

  private func connect() throws(PostgresError) -> Connection {
    try Connection(
      "host=localhost port=\(port) user=forecastpack dbname=postgres sslmode=verify-full "
        + "sslrootcert=\(certificates.authority) connect_timeout=10 password=s3cret")
  }

  @Test func onlyTheRightCertificateIsTaken() throws {
    let local = try Connection(server.connectionString())
    let encrypted = try connect()
    #expect(try encrypted.query("select ssl from pg_stat_ssl where pid = pg_backend_pid()")[0][0] == "t")
    for (kind, expected) in [
      (TestCertificates.Kind.wrong, "does not match host name \"localhost\""),
      (.expired, "certificate verify failed"), (.selfSigned, "certificate verify failed"),
    ] {
      try serve(kind)
      try local.execute("select pg_reload_conf()")
      // The postmaster takes a moment to read it, and says what was wrong with the one before until then.
      var error: PostgresError?
      for _ in 0..<50 where error?.message.contains(expected) != true {
        usleep(100_000)
        do throws(PostgresError) { _ = try connect() } catch let refusal { error = refusal }
      }
      #expect(
        error?.kind == .connection && error?.message.contains(expected) == true, "\(kind) \(error as Any)")
      #expect("\(error as Any)".contains("s3cret") == false)
    }
    // Nothing of this lasts.
    try serve(.right)
    try local.execute("select pg_reload_conf()")
    var back: Connection?
    for _ in 0..<50 where back == nil {
      back = try? connect()
      usleep(100_000)
    }
    #expect(back != nil)
  }
}
