/// Why the private server could not be found, made, started or stopped.
public struct LocalServerError: Error, Hashable, Sendable, CustomStringConvertible {
  public var reason: Reason
  /// What, where, and what to do.
  public var message: String

  public enum Reason: String, Hashable, Sendable, CaseIterable {
    /// No PostgreSQL server is installed, or none that fits the data.
    case binaries
    /// A folder cannot be made, belongs to someone else or cannot be reached.
    case folder
    /// The socket's path exceeds what the kernel takes.
    case socketPath
    /// Another process starts or stops the same server and does not come to an end.
    case busy
    case start
    case stop
  }

  init(_ reason: Reason, _ message: String) {
    self.reason = reason
    self.message = message
  }

  public var description: String { message }
}
