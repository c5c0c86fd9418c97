import Glibc
import Synchronization

/// A small HTTP server on loopback that answers each request with the next line of its script and keeps what it was
/// sent; it counts how many connections were open at once.
public final class ScriptedServer: Sendable {
  /// What to do with one request.
  public enum Answer: Sendable {
    case status(Int, headers: String = "", body: String = "{}")
    /// Closes the connection without a word.
    case hangUp
    /// Says nothing for this long, then 200.
    case slow(milliseconds: UInt32)
  }

  private struct State {
    var script: [Answer]
    var requests: [String] = []
    var open = 0
    var mostOpen = 0
  }

  public let port: UInt16
  private let listener: Int32
  private let state: Mutex<State>

  public var url: String { "http://127.0.0.1:\(port)" }
  /// What is still to be answered.
  public var script: [Answer] {
    get { state.withLock { $0.script } }
    set { state.withLock { $0.script = newValue } }
  }
  public var requests: [String] { state.withLock { $0.requests } }
  public var mostOpen: Int { state.withLock { $0.mostOpen } }

  /// The last answer of the script is given to all further requests.
  public init(_ script: [Answer]) throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let port = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address -> UInt16 in
        guard bind(listener, address, length) == 0, listen(listener, 64) == 0 else { return 0 }
        getsockname(listener, address, &length)
        return address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
          UInt16(bigEndian: $0.pointee.sin_port)
        }
      }
    }
    guard port != 0 else { throw PortError() }
    self.port = port
    self.listener = listener
    state = Mutex(State(script: script))
    Detached.run { [self] in
      while case let connection = accept(listener, nil, nil), connection >= 0 {
        Detached.run { self.serve(connection) }
      }
    }
  }

  struct PortError: Error {}

  private func serve(_ connection: Int32) {
    state.withLock {
      $0.open += 1
      $0.mostOpen = max($0.mostOpen, $0.open)
    }
    defer {
      state.withLock { $0.open -= 1 }
      close(connection)
    }
    while let request = Self.read(connection) {
      let answer = state.withLock { state -> Answer in
        state.requests.append(request)
        return state.script.count > 1 ? state.script.removeFirst() : state.script[0]
      }
      switch answer {
      case .hangUp: return
      case .slow(let milliseconds):
        usleep(milliseconds * 1000)
        Self.write(connection, status: 200, headers: "", body: "{}")
      case .status(let status, let headers, let body):
        Self.write(connection, status: status, headers: headers, body: body)
      }
    }
  }

  /// Head and body of one request; nil when the client has gone.
  private static func read(_ connection: Int32) -> String? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let text = String(decoding: bytes, as: UTF8.self)
      if let head = text.range(of: "\r\n\r\n") {
        let length =
          text[..<head.lowerBound].split(separator: "\r\n").lazy
          .filter { $0.lowercased().hasPrefix("content-length:") }
          .compactMap { Int($0.drop { $0 != ":" }.dropFirst().filter(\.isNumber)) }.first ?? 0
        if text[head.upperBound...].utf8.count >= length { return text }
      }
      let count = recv(connection, &buffer, buffer.count, 0)
      guard count > 0 else { return nil }
      bytes += buffer[..<count]
    }
  }

  private static func write(_ connection: Int32, status: Int, headers: String, body: String) {
    let text = "HTTP/1.1 \(status) Scripted\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    _ = text.withCString { send(connection, $0, strlen($0), Int32(MSG_NOSIGNAL)) }
  }
}

extension String {
  fileprivate func range(of text: String) -> Range<String.Index>? { self.firstRange(of: text) }
}
