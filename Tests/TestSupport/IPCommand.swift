import Foundation

/// iproute2's `ip`, with which tests change the machine's networks; most of it needs root.
public enum IPCommand {
  public struct Refused: Error {
    public let words: [String]
  }

  /// - Throws: `Refused` where it does not end with 0.
  public static func run(_ words: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["ip"] + words
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Refused(words: words) }
  }
}
