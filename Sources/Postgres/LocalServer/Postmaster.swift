import Glibc

/// A server that runs on a data folder, as its `postmaster.pid` and the kernel tell.
///
/// The file outlives a crash, its number may be a zombie's or another program's by now; what counts is a process named
/// `postgres` whose working folder is the data folder, and a zombie has none.
struct Postmaster {
  let processID: pid_t
  /// Where its socket lies; empty while it starts.
  let socketFolder: String
  let port: String
  /// Whether it takes connections.
  let isReady: Bool

  /// The running server; nil when there is none, whatever the file says.
  init?(dataFolder: String) {
    guard let text = fileText("\(dataFolder)/postmaster.pid") else { return nil }
    // Lines: pid, data folder, start time, port, socket folder, address, shared memory, status (miscadmin.h).
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.filter { $0 != " " } }
    guard let first = lines.first, let number = pid_t(first),
      Self.processes(dataFolder: dataFolder).contains(number)
    else { return nil }
    processID = number
    port = lines.count > 3 ? lines[3] : ""
    socketFolder =
      text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(4).first.map(String.init) ?? ""
    isReady = lines.count > 7 && lines[7] == "ready"
  }

  /// Every live process of a server on this folder: the postmaster and what it left behind when it was killed.
  static func processes(dataFolder: String) -> [pid_t] {
    guard let resolved = resolvedPath(dataFolder) else { return [] }
    return fileNames(in: "/proc").compactMap { name in
      guard let number = pid_t(name), fileText("/proc/\(name)/comm") == "postgres\n",
        linkTarget("/proc/\(name)/cwd") == resolved
      else { return nil }
      return number
    }
  }

  private static func linkTarget(_ path: String) -> String? {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = buffer.withUnsafeMutableBytes { readlink(path, $0.baseAddress!, $0.count) }
    return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
  }
}

/// The absolute path without links; nil when nothing is there.
func resolvedPath(_ path: String) -> String? {
  guard let resolved = realpath(path, nil) else { return nil }
  defer { free(resolved) }
  return String(cString: resolved)
}
