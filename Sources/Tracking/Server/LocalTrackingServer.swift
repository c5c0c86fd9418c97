import Glibc
import HTTP
import Processes

/// A private MLflow server on loopback: an SQLite store, artifacts beside it, no job processes, nothing sent home.
///
/// It outlives the process that started it, and is found again through `server` in its folder.
public struct LocalTrackingServer: Sendable {
  /// Holds `mlflow.db`, `mlruns/`, `server.log` and `server`.
  private let folder: String
  private let program: String

  /// - Parameters:
  ///   - folder: absolute; created by `start`.
  ///   - program: `mlflow` of the virtual environment to use, see `MLflowProgram`.
  public init(folder: String, program: String) {
    self.folder = folder
    self.program = program
  }

  private var note: String { folder + "/server" }
  private var store: String { folder + "/mlflow.db" }

  /// The address of the server; nil if it is not running.
  public func address() -> String? { running().map { "http://127.0.0.1:\($0.port)" } }

  /// Starts the server unless it runs, and waits until it answers.
  /// - Parameter patience: how long it may take; the first start lays out the store.
  /// - Returns: its address.
  /// - Throws: kind `unavailable`, with the end of its log.
  public func start(patience: Duration = .seconds(90)) throws(MLflowError) -> String {
    if let address = address() { return address }
    makeFolders()
    guard let port = Self.freePort() else { throw failure("there is no free port on loopback") }
    let process = try spawn(port: port)
    write("\(process) \(port)\n")
    let address = "http://127.0.0.1:\(port)"
    var settings = HTTPSettings()
    settings.attempts = 1
    settings.timeout = .seconds(5)
    let http = HTTPClient(settings: settings)
    let clock = ContinuousClock()
    let deadline = clock.now + patience
    while clock.now < deadline {
      if (try? http.send(HTTPRequest(.get, address + "/health")).status) == 200 { return address }
      guard Self.isAlive(process) else { throw failure("the server ended at once") }
      usleep(100_000)
    }
    stop()
    throw failure("the server did not answer within \(patience)")
  }

  /// Stops the server and its workers.
  /// - Parameter signal: SIGTERM, or SIGKILL for a server that shall not say goodbye.
  /// - Returns: whether one was running.
  @discardableResult
  public func stop(signal: Int32 = SIGTERM) -> Bool {
    guard let (process, _) = running() else { return false }
    kill(-process, signal)
    for attempt in 0..<100 where Self.isAlive(process) {
      if attempt == 80 { kill(-process, SIGKILL) }
      usleep(50_000)
    }
    kill(-process, SIGKILL)
    unlink(note)
    return true
  }

  /// The process that the note names, if it is alive and ours.
  private func running() -> (process: pid_t, port: Int)? {
    let words = (Self.read(note) ?? "").split(whereSeparator: \.isWhitespace)
    guard words.count == 2, let process = pid_t(words[0]), let port = Int(words[1]), Self.isAlive(process),
      let command = Self.read("/proc/\(process)/cmdline"), command.contains(store)
    else { return nil }
    return (process, port)
  }

  private func spawn(port: Int) throws(MLflowError) -> pid_t {
    // The caller's environment without what would lead MLflow elsewhere.
    let kept = ChildProcess.inheritedEnvironment(without: ["MLFLOW_", "PYTHON"])
    let own = ["MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false", "MLFLOW_DISABLE_TELEMETRY": "true"]
    // A session of its own: a signal to its group reaches the workers too, one to ours does not reach it.
    let process = ChildProcess(
      [
        "/usr/bin/setsid", program, "server", "--backend-store-uri", "sqlite:///\(store)",
        "--artifacts-destination", folder + "/mlruns", "--host", "127.0.0.1", "--port", "\(port)", "--workers",
        "1",
      ], environment: kept.merging(own) { $1 })
    do {
      return try process.start(log: folder + "/server.log")
    } catch {
      throw MLflowError(kind: error.isShortage ? .unavailable : .configuration, message: "\(program): \(error)")
    }
  }

  private func makeFolders() {
    var path = ""
    for part in (folder + "/mlruns").split(separator: "/") {
      path += "/" + part
      mkdir(path, 0o755)
    }
    chmod(folder, 0o700)
  }

  private func failure(_ message: String) -> MLflowError {
    let log = (Self.read(folder + "/server.log") ?? "").split(separator: "\n").suffix(8).joined(separator: "\n")
    return MLflowError(kind: .unavailable, message: "\(message); \(folder)/server.log ends with:\n\(log)")
  }

  private func write(_ text: String) {
    let file = open(note, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { return }
    _ = text.withCString { Glibc.write(file, $0, strlen($0)) }
    close(file)
  }

  private static func read(_ path: String) -> String? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = Glibc.read(file, &buffer, buffer.count), count > 0 { bytes += buffer[..<count] }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A child of ours that has ended is waited for, so that it does not stay as a zombie.
  private static func isAlive(_ process: pid_t) -> Bool {
    waitpid(process, nil, WNOHANG) != process && kill(process, 0) == 0
  }

  private static func freePort() -> Int? {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(listener) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    return withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        guard bind(listener, address, length) == 0, getsockname(listener, address, &length) == 0 else {
          return nil
        }
        return address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
          Int(UInt16(bigEndian: $0.pointee.sin_port))
        }
      }
    }
  }
}
