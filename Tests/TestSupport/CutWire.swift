import Glibc
import Synchronization

/// A TCP proxy on loopback that falls silent, as a network that is cut does: once it has passed a number of bytes of one
/// side it passes nothing more of either, and closes nothing.
public final class CutWire: Sendable {
  public enum Side: String, Sendable, CaseIterable { case client, server }

  private struct State {
    var passed: [Side: Int] = [:]
    var isCut = false
    var isClosed = false
    var descriptors: [Int32] = []
  }

  public let port: UInt16
  private let target: UInt16
  private let limit: (side: Side, bytes: Int)?
  private let listener: Int32
  private let state = Mutex(State())

  struct NoPort: Error {}

  /// - Parameters:
  ///   - target: the server's port on loopback.
  ///   - limit: after how many bytes of which side, over all connections, it is cut; nil never.
  public init(to target: UInt16, cutAfter limit: (side: Side, bytes: Int)? = nil) throws {
    self.target = target
    self.limit = limit
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var port: UInt16 = 0
    let isOpen = Self.withAddress(0) { address, length in
      var length = length
      guard bind(listener, address, length) == 0, listen(listener, 64) == 0 else { return false }
      getsockname(listener, address, &length)
      port = address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
        UInt16(bigEndian: $0.pointee.sin_port)
      }
      return true
    }
    guard isOpen else { throw NoPort() }
    self.port = port
    self.listener = listener
    if limit?.bytes == 0 { state.withLock { $0.isCut = true } }
    Detached.run { [self] in
      while case let client = accept(listener, nil, nil), client >= 0 { join(client) }
    }
  }

  /// How many bytes of a side it has passed.
  public func passed(_ side: Side) -> Int { state.withLock { $0.passed[side] ?? 0 } }

  /// Ends all connections.
  public func close() {
    state.withLock { state in
      guard !state.isClosed else { return }
      state.isClosed = true
      // The threads that read them end by this, and the numbers stay theirs.
      for descriptor in state.descriptors + [listener] { shutdown(descriptor, Int32(SHUT_RDWR)) }
    }
  }

  private func join(_ client: Int32) {
    let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    let isConnected = Self.withAddress(target) { connect(server, $0, $1) == 0 }
    let isOpen = state.withLock { state in
      state.descriptors += [client, server]
      return !state.isClosed
    }
    guard isConnected, isOpen else {
      shutdown(client, Int32(SHUT_RDWR))
      return
    }
    Detached.run { self.pass(from: client, to: server, .client) }
    Detached.run { self.pass(from: server, to: client, .server) }
  }

  private func pass(from source: Int32, to sink: Int32, _ side: Side) {
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while case let count = recv(source, &buffer, buffer.count, 0), count > 0 {
      let allowed = state.withLock { state in
        guard !state.isCut else { return 0 }
        var allowed = count
        if let limit, limit.side == side {
          allowed = min(count, limit.bytes - (state.passed[side] ?? 0))
        }
        state.passed[side, default: 0] += allowed
        if let limit, limit.side == side, state.passed[side] == limit.bytes { state.isCut = true }
        return allowed
      }
      var sent = 0
      while sent < allowed {
        let written = buffer.withUnsafeBytes {
          send(sink, $0.baseAddress! + sent, allowed - sent, Int32(MSG_NOSIGNAL))
        }
        guard written > 0 else { return }
        sent += written
      }
    }
    // One side has closed: so does the other, unless nothing passes any more.
    if !state.withLock(\.isCut) { shutdown(sink, Int32(SHUT_WR)) }
  }

  private static func withAddress<T>(
    _ port: UInt16, _ body: (UnsafeMutablePointer<sockaddr>, socklen_t) -> T
  ) -> T {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    address.sin_port = port.bigEndian
    return withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }
}
