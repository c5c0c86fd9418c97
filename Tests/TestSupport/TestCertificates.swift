import Foundation

/// Certificates made by openssl for one test: an authority, and whatever it is asked to sign.
public final class TestCertificates {
  public let folder: URL

  /// A certificate and its key, as PEM files.
  public struct Pair: Sendable {
    public let certificate: String
    public let key: String
  }

  public enum Kind: String, Sendable, CaseIterable {
    /// Signed by the authority, for the host.
    case right
    /// Signed by the authority, for another host.
    case wrong
    /// Signed by the authority, for the host, until yesterday.
    case expired
    /// Signed by nobody, for the host.
    case selfSigned
  }

  /// What a client is to trust.
  public var authority: String { path("authority.pem") }

  public init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "forecastpack-tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // A server may run as another user.
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
    try openssl([
      "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=ForecastPack test authority",
      "-keyout", path("authority.key"), "-out", authority,
    ])
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  public func make(_ kind: Kind, host: String = "localhost") throws -> Pair {
    let pair = Pair(certificate: path("\(kind.rawValue).pem"), key: path("\(kind.rawValue).key"))
    let name = kind == .wrong ? "elsewhere.example" : host
    if kind == .selfSigned {
      try openssl([
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=\(name)", "-addext",
        "subjectAltName=DNS:\(name)", "-keyout", pair.key, "-out", pair.certificate,
      ])
      return pair
    }
    let (request, extensions) = (path("request.csr"), path("extensions.txt"))
    try Data("subjectAltName=DNS:\(name)\n".utf8).write(to: URL(fileURLWithPath: extensions))
    try openssl([
      "req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=\(name)", "-keyout", pair.key, "-out", request,
    ])
    try openssl([
      "x509", "-req", "-in", request, "-CA", authority, "-CAkey", path("authority.key"), "-CAcreateserial",
      "-days",
      kind == .expired ? "-1" : "2", "-extfile", extensions, "-out", pair.certificate,
    ])
    return pair
  }

  private func path(_ name: String) -> String { folder.appending(path: name).path }

  private func openssl(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failed(description: arguments.joined(separator: " ")) }
  }

  struct Failed: Error, CustomStringConvertible { let description: String }
}
