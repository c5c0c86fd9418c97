import Glibc
import Processes

/// The user that the server runs as: PostgreSQL refuses to run as root.
struct ServerAccount: Hashable {
  let user: uid_t
  let group: gid_t
  /// Put before a command to run it as this user; empty where the caller is this user.
  private let prefix: [String]

  /// The caller, or for root the owner of existing data, or user `postgres`.
  static func choose(ownerOfData: uid_t?) throws(LocalServerError) -> ServerAccount {
    guard geteuid() == 0 else { return ServerAccount(user: geteuid(), group: getegid(), prefix: []) }
    let entry = ownerOfData.flatMap { $0 == 0 ? nil : getpwuid($0) } ?? getpwnam("postgres")
    guard let entry else {
      throw LocalServerError(
        .binaries, "PostgreSQL does not run as root and there is no user postgres; install the server's package"
      )
    }
    let (user, group) = (entry.pointee.pw_uid, entry.pointee.pw_gid)
    let name = String(cString: entry.pointee.pw_name)
    let ways = [
      ["/usr/bin/setpriv", "--reuid=\(user)", "--regid=\(group)", "--init-groups", "--"],
      ["/usr/sbin/runuser", "-u", name, "--"],
      ["/sbin/runuser", "-u", name, "--"],
    ]
    guard let prefix = ways.first(where: { access($0[0], X_OK) == 0 }) else {
      throw LocalServerError(
        .binaries, "neither setpriv nor runuser is installed, to run PostgreSQL as user \(name)")
    }
    return ServerAccount(user: user, group: group, prefix: prefix)
  }

  func run(_ command: [String], in folder: String = "/") throws(LocalServerError) -> ChildProcess.Outcome {
    try ServerProgram.run(prefix + command, in: folder)
  }

  /// Whether this user may pass through `folder` and all above it.
  func canEnter(_ folder: String) throws(LocalServerError) -> Bool {
    try run(["/usr/bin/test", "-x", folder]).code == 0
  }

  /// Makes `folder` and its parents; the folder itself is this user's alone (0700).
  func makePrivateFolder(_ folder: String) throws(LocalServerError) {
    try makeFolders(parentFolder(folder))
    guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
      throw LocalServerError(.folder, "cannot make \(folder): \(systemMessage())")
    }
    var facts = stat()
    guard lstat(folder, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR else {
      throw LocalServerError(.folder, "\(folder) is in the way: it is not a folder")
    }
    if facts.st_uid == geteuid(), facts.st_uid != user {
      guard lchown(folder, user, group) == 0 else {
        throw LocalServerError(.folder, "cannot give \(folder) to the server's user: \(systemMessage())")
      }
    } else if facts.st_uid != user {
      throw LocalServerError(
        .folder, "\(folder) belongs to user id \(facts.st_uid), not \(user); remove it or run as its owner")
    }
    guard chmod(folder, 0o700) == 0 else {
      throw LocalServerError(.folder, "cannot make \(folder) private: \(systemMessage())")
    }
  }
}

/// Makes a folder and those above it.
func makeFolders(_ folder: String) throws(LocalServerError) {
  var facts = stat()
  if stat(folder, &facts) == 0 {
    guard facts.st_mode & S_IFMT == S_IFDIR else {
      throw LocalServerError(.folder, "\(folder) is in the way: it is not a folder")
    }
    return
  }
  try makeFolders(parentFolder(folder))
  guard mkdir(folder, 0o755) == 0 || errno == EEXIST else {
    throw LocalServerError(.folder, "cannot make \(folder): \(systemMessage())")
  }
}

func parentFolder(_ path: String) -> String {
  guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")), slash > path.startIndex else { return "/" }
  return String(path[..<slash])
}
