/// Why the datasets could not be built.
public struct DbtError: Error, Hashable, Sendable, CustomStringConvertible {
  public let kind: Kind
  /// What dbt said where no node failed: its last lines.
  public let message: String
  /// The nodes that failed, in the order of their names.
  public let failures: [Failure]

  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// There is no executable, or it cannot be started.
    case executable
    /// dbt stopped before it ran a node: the project or the profile is wrong.
    case project
    /// The server was lost, or has no connection left.
    case connection
    /// The server has no room left on its disk.
    case disk
    /// The machine gave dbt too little memory or no thread, or a signal ended it.
    case machine
    /// Models or tests failed.
    case nodes
    /// What dbt wrote about the run cannot be read.
    case artifacts
  }

  public struct Failure: Hashable, Sendable {
    /// `test.forecastpack.assert_stock_bridge_closes`.
    public let node: String
    /// `error`, `fail`, `runtime error`.
    public let status: String
    public let message: String
    /// Relative to the dbt project.
    public let file: String?
  }

  /// What is wrong with the server or the machine rather than with the SQL, by its words, libpq's and Python's: dbt keeps
  /// no SQLSTATE. Nil where they say nothing of that; those of a server whose `lc_messages` is not English do not.
  static func trouble(in words: String) -> Kind? {
    let lost = [
      "too many clients already", "remaining connection slots are reserved", "server closed the connection",
      "terminating connection", "connection already closed", "the database system is", "Is the server running",
      "Connection refused", "Connection timed out", "could not receive data from server",
      "could not send data to server",
    ]
    let short = [
      "MemoryError", "Cannot allocate memory", "out of memory", "can't start new thread",
      "failed to map segment from shared object",
    ]
    if words.contains("No space left on device") { return .disk }
    if short.contains(where: words.contains) { return .machine }
    return lost.contains(where: words.contains) ? .connection : nil
  }

  init(_ kind: Kind, _ message: String, failures: [Failure] = []) {
    self.kind = kind
    self.message = message
    self.failures = failures
  }

  public var description: String {
    guard !failures.isEmpty else { return message }
    let lines = failures.map { failure in
      "\(failure.file.map { $0 + ": " } ?? "")\(failure.node) \(failure.status): \(failure.message)"
    }
    return ([message] + lines).joined(separator: "\n")
  }
}
