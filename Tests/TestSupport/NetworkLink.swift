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

  init() throws {
    let number = Self.count.add(1, ordering: .relaxed).newValue
    // Interfaces have at most 15 characters.
    name = "fp\(getpid() % 1_000_000)x\(number % 1_000)"
    address = Self.addresses[number % 64]
    try IPCommand.run(["netns", "add", name])
    do {
      try IPCommand.run(["link", "add", name, "type", "veth", "peer", "name", "far", "netns", name])
      try IPCommand.run(["address", "add", "\(Self.network).\(number % 64 * 4 + 1)/30", "dev", name])
      try IPCommand.run(["link", "set", name, "up"])
      try IPCommand.run(["-n", name, "address", "add", "\(address)/30", "dev", "far"])
      try IPCommand.run(["-n", name, "link", "set", "far", "up"])
    } catch {
      remove()
      throw error
    }
  }

  deinit { remove() }

  func cut() throws { try IPCommand.run(["-n", name, "link", "set", "far", "down"]) }

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
    guard let value = result.withLock(\.self) else { throw IPCommand.Refused(words: ["setns", name]) }
    return value
  }

  private func remove() {
    // The namespace itself goes with the last socket in it.
    try? IPCommand.run(["link", "delete", name])
    try? IPCommand.run(["netns", "delete", name])
  }
}
