import Glibc

/// Runs a program of the server to its end.
///
/// It gets no descriptor but its own standard three, so that a daemon that it leaves behind holds none of ours; its
/// output goes to a file without a name, which such a daemon cannot make us wait for.
enum ChildProcess {
  struct Outcome {
    /// The exit code; 128 and the signal for a killed program.
    var code: Int32
    /// Standard output and error together.
    var output: String
  }

  /// - Parameter folder: its working folder; the caller's may be closed to the server's user.
  /// - Throws: the system's words when the program cannot be started.
  static func run(_ arguments: [String], in folder: String = "/") throws(LocalServerError) -> Outcome {
    var template = Array("/tmp/forecastpack-output-XXXXXX".utf8CString)
    let output = mkstemp(&template)
    guard output >= 0 else { throw LocalServerError(.folder, "cannot write to /tmp: \(systemMessage())") }
    defer { close(output) }
    unlink(template)

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, output, 2)
    for name in fileNames(in: "/proc/self/fd") {
      if let descriptor = Int32(name), descriptor > 2 {
        posix_spawn_file_actions_addclose(&actions, descriptor)
      }
    }

    let command = ["/bin/sh", "-c", "cd \"$1\" && shift && exec \"$@\"", "sh", folder] + arguments
    var words: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] = environment().map { strdup($0) } + [nil]
    defer { for pointer in words + variables { free(pointer) } }
    var child: pid_t = 0
    let failure = posix_spawn(&child, command[0], &actions, nil, &words, &variables)
    guard failure == 0 else {
      throw LocalServerError(.binaries, "cannot run \(arguments[0]): \(String(cString: strerror(failure)))")
    }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7f
    return Outcome(code: signal == 0 ? (status >> 8) & 0xff : 128 + signal, output: contents(of: output))
  }

  /// The caller's environment without what would lead the server's programs elsewhere.
  private static func environment() -> [String] {
    var kept = ["LC_ALL=C"]
    var entry = environ
    while let text = entry.pointee {
      let variable = String(cString: text)
      if !["PG", "LC_", "LANG"].contains(where: variable.hasPrefix) { kept.append(variable) }
      entry += 1
    }
    return kept
  }

  private static func contents(of descriptor: Int32) -> String {
    lseek(descriptor, 0, SEEK_SET)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while case let count = read(descriptor, &buffer, buffer.count), count > 0 { bytes += buffer[..<count] }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// What the system says about the last call that failed.
func systemMessage() -> String { String(cString: strerror(errno)) }
