import Glibc

/// Why a program could not be started, or its end not be seen.
public struct ChildProcessError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Its path.
  public let program: String
  /// The system's errno.
  public let code: Int32

  /// Whether the system has too little of something, memory or processes, for now.
  public var isShortage: Bool { [EAGAIN, ENOMEM, EMFILE, ENFILE].contains(code) }

  public var description: String { "\(program) cannot be run: \(String(cString: strerror(code)))" }
}
