import Foundation

/// What a test does to the machine that not every user may do; root may, unless a container forbids it. Where
/// FORECASTPACK_TEST_ALL is set, as in continuous integration, no test is left out for that: it fails.
public enum Privilege {
  /// To mount a small disk.
  public static let mountsDisks = works(["unshare", "--mount", "mount", "-t", "tmpfs", "none", "/mnt"])
  /// To give the loopback interface an address and take it away.
  public static let movesAddresses =
    works(["ip", "address", "add", "10.212.\(getpid() % 250).1/32", "dev", "lo"])
    && works(["ip", "address", "delete", "10.212.\(getpid() % 250).1/32", "dev", "lo"])
  /// To make a network beside the machine's own and a link to it.
  public static let makesNetworks = works(["unshare", "--net", "ip", "link", "add", "fp", "type", "veth"])

  private static func works(_ words: [String]) -> Bool {
    if ProcessInfo.processInfo.environment["FORECASTPACK_TEST_ALL"] != nil { return true }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
