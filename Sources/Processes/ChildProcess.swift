import CLinux
import Glibc

/// A program beside this one, started by posix_spawn: Foundation's `Process` needs threads, and waits for ever where the
/// system gives none.
///
/// It gets no descriptor but its own standard three, of which the input is empty, so that a daemon that it leaves behind
/// holds none of ours; and no signal is held back from it, whatever is from the thread that starts it.
public struct ChildProcess: Sendable {
  private let words: [String]
  private let environment: [String: String]
  private let folder: String?

  public struct Outcome: Hashable, Sendable {
    /// The exit code; 128 and the signal for a killed program.
    public let code: Int32
    /// Standard output and error together; what is not UTF-8 is replaced.
    public let output: String
  }

  /// - Parameters:
  ///   - words: the program's path, which is not looked for, and its arguments.
  ///   - environment: all of it.
  ///   - folder: its working folder; nil is the caller's.
  public init(
    _ words: [String], environment: [String: String] = Self.inheritedEnvironment(), folder: String? = nil
  ) {
    self.words = words
    self.environment = environment
    self.folder = folder
  }

  /// Runs it to its end.
  /// - Throws: where it cannot be started or waited for.
  public func run() throws(ChildProcessError) -> Outcome {
    // In memory, not a pipe: a daemon that stays behind cannot make us wait for its end, nor can a full disk lose it.
    let output = memfd_create("output", MEMFD_FLAG_CLOEXEC)
    guard output >= 0 else { throw failure(errno) }
    defer { close(output) }
    let child = try spawn { actions in posix_spawn_file_actions_adddup2(&actions, output, 1) }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 { guard errno == EINTR else { throw failure(errno) } }
    let signal = status & 0x7f
    return Outcome(code: signal == 0 ? (status >> 8) & 0xff : 128 + signal, output: Self.text(of: output))
  }

  /// Starts it and leaves it alone; what it says goes to the file `log`, which is made anew for this user alone.
  /// - Returns: its process id.
  public func start(log: String) throws(ChildProcessError) -> pid_t {
    try spawn { actions in
      posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    }
  }

  /// This process's environment, without the variables whose names begin with one of `prefixes`.
  public static func inheritedEnvironment(without prefixes: [String] = []) -> [String: String] {
    var kept: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee {
      let variable = String(cString: text)
      if let sign = variable.firstIndex(of: "="), !prefixes.contains(where: variable.hasPrefix) {
        kept[String(variable[..<sign])] = String(variable[variable.index(after: sign)...])
      }
      entry += 1
    }
    return kept
  }

  /// - Parameter openOutput: says what standard output is; errors go there too.
  private func spawn(
    _ openOutput: (inout posix_spawn_file_actions_t) -> Int32
  ) throws(ChildProcessError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let folder { try check(posix_spawn_file_actions_addchdir_np(&actions, folder)) }
    try check(posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0))
    try check(openOutput(&actions))
    try check(posix_spawn_file_actions_adddup2(&actions, 1, 2))
    try check(posix_spawn_file_actions_addclosefrom_np(&actions, 3))

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    try check(posix_spawnattr_setsigmask(&attributes, &signals))
    try check(posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK)))

    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    let pairs = environment.sorted { $0.key < $1.key }
    var variables: [UnsafeMutablePointer<CChar>?] = pairs.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in arguments + variables { free(pointer) } }
    var child: pid_t = 0
    try check(posix_spawn(&child, words[0], &actions, &attributes, &arguments, &variables))
    return child
  }

  private func check(_ code: Int32) throws(ChildProcessError) { if code != 0 { throw failure(code) } }

  private func failure(_ code: Int32) -> ChildProcessError { ChildProcessError(program: words[0], code: code) }

  private static func text(of file: Int32) -> String {
    lseek(file, 0, SEEK_SET)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = read(file, &buffer, buffer.count), count > 0 { bytes += buffer[..<count] }
    return String(decoding: bytes, as: UTF8.self)
  }
}
