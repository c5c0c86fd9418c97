import CLinux
import Foundation
import Synchronization

/// A network namespace with an address that is reached over a pair of virtual interfaces, to be cut as a cable is: packets
/// of either side go nowhere, none is acknowledged, nothing is closed. Ends with the object. Needs root.
final class NetworkLink: Sendable {
  /// Of the far side, IPv4.
  let address: String
  private let name: String
  private static let count = Atomic<Int>(0)
  /// By process.
  private static let network = "10.\(128 + Int(getpid()) >> 8 % 100).\(getpid() & 255)"

  /// Those that a link of this process may have: networks of four.
  static let addresses = (0..<64).map { "\(network).\($0 * 4 + 2)" }

  struct Refused: Error { let words: [String] }

  init() throws {
    let number = Self.count.add(1, ordering: .relaxed).newValue
    // Interfaces have at most 15 characters.
    name = "fp\(getpid() % 1_000_000)x\(number % 1_000)"
    address = Self.addresses[number % 64]
    try Self.ip(["netns", "add", name])
    do {
      try Self.ip(["link", "add", name, "type", "veth", "peer", "name", "far", "netns", name])
      try Self.ip(["address", "add", "\(Self.network).\(number % 64 * 4 + 1)/30", "dev", name])
      try Self.ip(["link", "set", name, "up"])
      try Self.ip(["-n", name, "address", "add", "\(address)/30", "dev", "far"])
      try Self.ip(["-n", name, "link", "set", "far", "up"])
    } catch {
      remove()
      throw error
    }
  }

  deinit { remove() }

  func cut() throws { try Self.ip(["-n", name, "link", "set", "far", "down"]) }

  /// What `body` opens belongs to the far side, whoever uses it later.
  func onTheFarSide<T: Sendable>(_ body: @escaping @Sendable () -> T) throws -> T {
    let result = Mutex<T?>(nil)
    let finished = DispatchSemaphore(value: 0)
    let name = name
    // A namespace is entered by a thread, which then has to end.
    Detached.run {
      let namespace = open("/run/netns/\(name)", O_RDONLY | O_CLOEXEC)
      if setns(namespace, NETWORK_NAMESPACE_FLAG) == 0 { result.withLock { $0 = body() } }
      close(namespace)
      finished.signal()
    }
    finished.wait()
    guard let value = result.withLock(\.self) else { throw Refused(words: ["setns", name]) }
    return value
  }

  private func remove() {
    // The namespace itself goes with the last socket in it.
    try? Self.ip(["link", "delete", name])
    try? Self.ip(["netns", "delete", name])
  }

  private static func ip(_ words: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["ip"] + words
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Refused(words: words) }
  }
}
