import Glibc

/// The programs of an installed PostgreSQL server: `initdb`, `pg_ctl`, `postgres`, `psql`.
public struct ServerBinaries: Hashable, Sendable {
  public let folder: String
  /// `15`.
  public let majorVersion: Int

  /// The oldest server that this project's SQL runs on.
  public static let oldestMajorVersion = 13

  public func path(_ program: String) -> String { "\(folder)/\(program)" }

  /// The newest installed server, or the one of `majorVersion`, which existing data need.
  ///
  /// Looks where Debian puts it, then where `pg_config` points, then along PATH.
  static func find(majorVersion: Int? = nil) throws(LocalServerError) -> ServerBinaries {
    var found: [ServerBinaries] = []
    for folder in try candidates() where !found.contains(where: { $0.folder == folder }) {
      guard ["postgres", "initdb", "pg_ctl"].allSatisfy({ access("\(folder)/\($0)", X_OK) == 0 }),
        let version = try version(in: folder)
      else { continue }
      found.append(ServerBinaries(folder: folder, majorVersion: version))
    }
    let fitting = found.filter {
      $0.majorVersion == majorVersion ?? $0.majorVersion && $0.majorVersion >= oldestMajorVersion
    }
    // The first of the newest: candidates come in order of trust.
    guard let newest = fitting.max(by: { $0.majorVersion < $1.majorVersion }) else {
      let needed =
        majorVersion.map { "of version \($0), which made the data," } ?? "\(oldestMajorVersion) or newer"
      let seen =
        found.isEmpty ? "none" : found.map { "\($0.majorVersion) in \($0.folder)" }.joined(separator: ", ")
      throw LocalServerError(
        .binaries,
        "no PostgreSQL server \(needed) is installed (found: \(seen)); install one (apt install postgresql) or name a "
          + "server by --dsn")
    }
    return fitting.first { $0.majorVersion == newest.majorVersion } ?? newest
  }

  private static func candidates() throws(LocalServerError) -> [String] {
    let debian = fileNames(in: "/usr/lib/postgresql").sorted().map { "/usr/lib/postgresql/\($0)/bin" }
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin"
    let folders = path.split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
    var configured: [String] = []
    for program in folders.map({ $0 + "/pg_config" }) where access(program, X_OK) == 0 {
      let answer = try ServerProgram.run([program, "--bindir"])
      if answer.code == 0 { configured += answer.output.split(separator: "\n").map(String.init) }
    }
    return debian + configured + folders
  }

  /// From `postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)`.
  private static func version(in folder: String) throws(LocalServerError) -> Int? {
    let answer = try ServerProgram.run(["\(folder)/postgres", "--version"])
    guard answer.code == 0, let match = answer.output.firstMatch(of: /PostgreSQL\) (\d+)/) else { return nil }
    return Int(match.1)
  }
}

/// The names in a folder, in no order; none when it cannot be read.
func fileNames(in folder: String) -> [String] {
  guard let stream = opendir(folder) else { return [] }
  defer { closedir(stream) }
  var names: [String] = []
  while let entry = readdir(stream) {
    let name = withUnsafeBytes(of: entry.pointee.d_name) {
      String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
    if name != ".", name != ".." { names.append(name) }
  }
  return names
}

/// The bytes of a small file as text; nil when it cannot be read.
func fileText(_ path: String) -> String? {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 4_096)
  while case let count = read(descriptor, &buffer, buffer.count), count > 0 { bytes += buffer[..<count] }
  return String(decoding: bytes, as: UTF8.self)
}
