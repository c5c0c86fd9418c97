import Glibc
import Synchronization

/// A TCP proxy that falls silent, as a network that is cut does: once it has passed a number of bytes of one side it passes
/// nothing more of either, and closes nothing.
public final class CutWire: Sendable {
  public enum Side: String, Sendable, CaseIterable { case client, server }

  public enum Cut: String, Sendable {
    /// On loopback: what is sent is acknowledged and leads nowhere.
    case silence
    /// The proxy stands in a network of its own, and the link to it goes down.
    case link

    /// Those that the machine allows.
    public static let all: [Cut] = Privilege.makesNetworks ? [.silence, .link] : [.silence]
  }

  private struct State {
    var passed: [Side: Int] = [:]
    var isCut = false
    var isClosed = false
    var descriptors: [Int32] = []
  }

  public let port: UInt16
  private let link: NetworkLink?
  private let target: UInt16
  private let limit: (side: Side, bytes: Int)?
  private let listener: Int32
  private let state = Mutex(State())

  struct NoPort: Error {}

  /// - Parameters:
  ///   - target: the server's port on loopback.
  ///   - cut: how it is cut.
  ///   - limit: after how many bytes of which side, over all connections, it is cut; nil never.
  public init(to target: UInt16, _ cut: Cut = .silence, after limit: (side: Side, bytes: Int)? = nil) throws {
    self.target = target
    self.limit = limit
    link = cut == .link ? try NetworkLink() : nil
    guard let (listener, port) = try link?.onTheFarSide(Self.listen) ?? Self.listen() else { throw NoPort() }
    self.port = port
    self.listener = listener
    if limit?.bytes == 0 {
      state.withLock { $0.isCut = true }
      try link?.cut()
    }
    Detached.run { [self] in
      while case let client = accept(listener, nil, nil), client >= 0 { join(client) }
    }
  }

  /// Those that a wire of this process may have, for certificates.
  public static let addresses = ["127.0.0.1"] + NetworkLink.addresses

  /// Where a client finds it, IPv4.
  public var address: String { link?.address ?? "127.0.0.1" }

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
      let (allowed, isNowCut) = state.withLock { state in
        guard !state.isCut else { return (0, false) }
        var allowed = count
        if let limit, limit.side == side {
          allowed = min(count, limit.bytes - (state.passed[side] ?? 0))
        }
        state.passed[side, default: 0] += allowed
        if let limit, limit.side == side, state.passed[side] == limit.bytes { state.isCut = true }
        return (allowed, state.isCut)
      }
      var sent = 0
      while sent < allowed {
        let written = buffer.withUnsafeBytes {
          send(sink, $0.baseAddress! + sent, allowed - sent, Int32(MSG_NOSIGNAL))
        }
        guard written > 0 else { return }
        sent += written
      }
      if isNowCut { try? link?.cut() }
    }
    // One side has closed: so does the other, unless nothing passes any more.
    if !state.withLock(\.isCut) { shutdown(sink, Int32(SHUT_WR)) }
  }

  /// A socket that listens to whoever reaches it, and its port.
  private static func listen() -> (Int32, UInt16)? {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    return withAddress(0, INADDR_ANY) { address, length in
      var length = length
      guard bind(listener, address, length) == 0, Glibc.listen(listener, 64) == 0 else { return nil }
      getsockname(listener, address, &length)
      return address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
        (listener, UInt16(bigEndian: $0.pointee.sin_port))
      }
    }
  }

  private static func withAddress<T>(
    _ port: UInt16, _ host: in_addr_t = INADDR_LOOPBACK,
    _ body: (UnsafeMutablePointer<sockaddr>, socklen_t) -> T
  ) -> T {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = host.bigEndian
    address.sin_port = port.bigEndian
    return withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }
}
