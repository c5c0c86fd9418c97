import Glibc

/// Where a private server keeps its data and its socket.
struct DataFolder {
  let path: String
  let account: ServerAccount
  /// 16 hexadecimal digits from the path that was asked for: short, and one server each.
  let key: String

  /// The major version that made the data; nil before the first start.
  var majorVersion: Int? {
    fileText("\(path)/PG_VERSION").flatMap { Int($0.filter(\.isNumber)) }
  }

  /// `wanted`, unless root runs the server as another user who cannot get there (a home of mode 0700): then a folder
  /// under /var/lib/forecastpack, named by the hash of `wanted`. Data that exist are used where they are.
  static func choose(_ wanted: String) throws(LocalServerError) -> DataFolder {
    let parent = parentFolder(wanted)
    try makeFolders(parent)
    guard let resolved = resolvedPath(parent) else {
      throw LocalServerError(.folder, "cannot find \(parent): \(systemMessage())")
    }
    let path = "\(resolved)/\(wanted.split(separator: "/").last ?? "postgres")"
    let key = hash(path)
    let elsewhere = "/var/lib/forecastpack/\(key)"
    for candidate in [path, elsewhere] {
      guard let owner = owner(of: "\(candidate)/PG_VERSION") else { continue }
      let account = try ServerAccount.choose(ownerOfData: owner)
      guard account.user == owner else {
        throw LocalServerError(.folder, "the data in \(candidate) belong to user id \(owner); run as that user")
      }
      guard try account.canEnter(candidate) else {
        throw LocalServerError(
          .folder, "user id \(owner), who owns the data in \(candidate), may not pass the folders above them")
      }
      return DataFolder(path: candidate, account: account, key: key)
    }
    let account = try ServerAccount.choose(ownerOfData: nil)
    let isReachable = try account.canEnter(resolved)
    return DataFolder(path: isReachable ? path : elsewhere, account: account, key: key)
  }

  /// The folder of the socket, under the temporary folder; the path of the socket in it fits the kernel's limit.
  func socketFolder() throws(LocalServerError) -> String {
    let named = getenv("TMPDIR").map { String(cString: $0) } ?? ""
    var temporary = "/tmp"
    if !named.isEmpty, try account.canEnter(named) { temporary = named }
    let folder = "\(resolvedPath(temporary) ?? temporary)/forecastpack-\(key)"
    let socket = "\(folder)/.s.PGSQL.\(LocalServer.port)"
    guard socket.utf8.count <= Self.longestSocketPath else {
      throw LocalServerError(
        .socketPath,
        "the socket's path has \(socket.utf8.count) bytes and the kernel takes \(Self.longestSocketPath): \(socket); "
          + "set TMPDIR to a shorter folder")
    }
    return folder
  }

  /// sockaddr_un holds 108 bytes with the zero at the end (unix(7)).
  static let longestSocketPath = 107

  private static func owner(of path: String) -> uid_t? {
    var facts = stat()
    return stat(path, &facts) == 0 ? facts.st_uid : nil
  }

  /// FNV-1a, 64 bits (Fowler, Noll, Vo).
  private static func hash(_ text: String) -> String {
    let value = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
