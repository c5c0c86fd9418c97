import CPostgres
import Glibc
import Logging

/// The owner of libpq's connection; every call on it goes through here.
final class Handle {
  private let raw: OpaquePointer
  private let notices: Notices

  /// Connects with libpq's parameters; a later one of the same name wins, and `dbname` may be a whole DSN.
  /// `connect_timeout` bounds the attempt over all hosts together.
  init(_ parameters: [(name: String, value: String)], logger: Logger) throws(PostgresError) {
    var names: [UnsafeMutablePointer<CChar>?] = parameters.map { strdup($0.name) } + [nil]
    var values: [UnsafeMutablePointer<CChar>?] = parameters.map { strdup($0.value) } + [nil]
    defer { for pointer in names + values { free(pointer) } }
    let started = names.withUnsafeMutableBytes { names in
      values.withUnsafeMutableBytes { values in
        PQconnectStartParams(
          names.assumingMemoryBound(to: UnsafePointer<CChar>?.self).baseAddress,
          values.assumingMemoryBound(to: UnsafePointer<CChar>?.self).baseAddress, 1)
      }
    }
    guard let started else { throw PostgresError(kind: .connection, message: "libpq is out of memory") }
    raw = started
    notices = Notices(logger)
    PQsetNoticeReceiver(raw, Notices.receive, Unmanaged.passUnretained(notices).toOpaque())
    // The SQLSTATE of a refused login is only to be had from the verbose message.
    PQsetErrorVerbosity(raw, PQERRORS_VERBOSE)
    try finishConnecting()
    PQsetErrorVerbosity(raw, PQERRORS_DEFAULT)
  }

  deinit { PQfinish(raw) }

  private func finishConnecting() throws(PostgresError) {
    guard PQstatus(raw) != CONNECTION_BAD else { throw connectionError() }
    let timeout = connectTimeout
    let clock = ContinuousClock()
    let deadline = timeout.map { clock.now + .seconds($0) }
    var state = PGRES_POLLING_WRITING
    while state != PGRES_POLLING_OK {
      guard state != PGRES_POLLING_FAILED else { throw connectionError() }
      let events = state == PGRES_POLLING_READING ? POLLIN : POLLOUT
      var descriptor = pollfd(fd: PQsocket(raw), events: Int16(events), revents: 0)
      var milliseconds: Int32 = -1
      if let deadline, let timeout {
        let left = clock.now.duration(to: deadline)
        guard left > .zero else {
          throw PostgresError(kind: .connection, message: "no answer from \(place) within \(timeout) s")
        }
        milliseconds = Int32(clamping: left.components.seconds * 1000 + 1000)
      }
      _ = poll(&descriptor, 1, milliseconds)
      state = PQconnectPoll(raw)
    }
  }

  /// What the session was opened with, by libpq's keywords; those without a value are left out.
  var settings: [String: String] {
    guard let options = PQconninfo(raw) else { return [:] }
    defer { PQconninfoFree(options) }
    var settings: [String: String] = [:]
    var option = options
    while let keyword = option.pointee.keyword {
      if let value = option.pointee.val { settings[String(cString: keyword)] = String(cString: value) }
      option += 1
    }
    return settings
  }

  /// Seconds; nil is for ever.
  private var connectTimeout: Int? {
    settings["connect_timeout"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
  }

  /// Host or socket folder and port, for messages.
  private var place: String {
    let host = PQhost(raw).map { String(cString: $0) } ?? ""
    return "\(host.isEmpty ? "the default host" : host) port \(PQport(raw).map { String(cString: $0) } ?? "")"
  }

  private func connectionError() -> PostgresError {
    var state: String?
    var lines: [Substring] = []
    for line in Result.trimmed(PQerrorMessage(raw)).split(separator: "\n") where !line.hasPrefix("LOCATION:") {
      if let match = line.firstMatch(of: #/:  ([0-9A-Z]{5}): /#) {
        state = String(match.1)
        lines.append(line.replacing(":  \(match.1): ", with: ":  ", maxReplacements: 1))
      } else {
        lines.append(line)
      }
    }
    let refused = state.map { $0.hasPrefix("28") || $0 == "3D000" || $0 == "42501" } ?? false
    let needsPassword = PQconnectionNeedsPassword(raw) == 1
    return PostgresError(
      kind: refused || needsPassword ? .authentication : .connection, sqlState: state,
      message: lines.joined(separator: "\n"))
  }

  // MARK: - Statements

  var isInTransaction: Bool { PQtransactionStatus(raw) != PQTRANS_IDLE }

  func run(_ sql: String) throws(PostgresError) -> Result {
    try Self.refuseZero(sql, sql)
    return try checked(PQexec(raw, sql), sql)
  }

  /// One statement with text parameters; nil is NULL.
  func run(_ sql: String, _ parameters: [String?]) throws(PostgresError) -> Result {
    var answer: OpaquePointer?
    try Self.withParameters(parameters, of: sql) { count, values in
      answer = PQexecParams(raw, sql, count, nil, values, nil, nil, 0)
    }
    return try checked(answer, sql)
  }

  /// The same, a row a time; `body` may throw and the session goes on.
  func stream(_ sql: String, _ parameters: [String?], _ body: (Result) throws -> Void) throws {
    var isSent = false
    try Self.withParameters(parameters, of: sql) { count, values in
      isSent = PQsendQueryParams(raw, sql, count, nil, values, nil, nil, 0) == 1
    }
    guard isSent, PQsetSingleRowMode(raw) == 1 else { throw lost(sql) }
    do {
      while let answer = PQgetResult(raw) {
        if PQresultStatus(answer) == PGRES_SINGLE_TUPLE {
          try body(Result(answer))
        } else {
          // After the last row, without one, or in its place: how it ended.
          _ = try checked(answer, sql)
        }
      }
    } catch {
      cancel()
      while let answer = PQgetResult(raw) {
        PQclear(answer)
        if PQstatus(raw) == CONNECTION_BAD { break }
      }
      throw error
    }
  }

  private static func withParameters(
    _ parameters: [String?], of sql: String,
    _ send: (Int32, UnsafePointer<UnsafePointer<CChar>?>?) -> Void
  ) throws(PostgresError) {
    try refuseZero(sql, sql)
    for parameter in parameters { try refuseZero(parameter ?? "", sql) }
    let values: [UnsafeMutablePointer<CChar>?] = parameters.map { text in text.map { strdup($0)! } }
    defer { for value in values { free(value) } }
    values.map { UnsafePointer($0) }.withUnsafeBufferPointer { send(Int32($0.count), $0.baseAddress) }
  }

  /// The columns that `sql` would return, without running it.
  func describe(_ sql: String) throws(PostgresError) -> Result {
    _ = try checked(PQprepare(raw, "", sql, 0, nil), sql)
    return try checked(PQdescribePrepared(raw, ""), sql)
  }

  /// libpq takes text up to the first zero byte: the rest would be lost without a word.
  private static func refuseZero(_ text: String, _ sql: String) throws(PostgresError) {
    guard !text.utf8.contains(0) else {
      throw PostgresError(
        kind: .protocol, message: "text for PostgreSQL must not contain a zero character", statement: sql)
    }
  }

  private func checked(_ answer: OpaquePointer?, _ sql: String) throws(PostgresError) -> Result {
    guard let answer else { throw lost(sql) }
    let result = Result(answer)
    switch result.status {
    case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: return result
    case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
      abandonCopy()
      throw PostgresError(kind: .protocol, message: "a COPY goes through copyIn or copyOut", statement: sql)
    default: throw failure(result, sql)
    }
  }

  private func failure(_ result: Result, _ sql: String) -> PostgresError {
    let state = result.sqlState
    let isLost =
      PQstatus(raw) == CONNECTION_BAD || state.map { $0.hasPrefix("08") || $0.hasPrefix("57P") } ?? false
    return result.error(kind: isLost ? .connection : .server, statement: sql)
  }

  private func lost(_ sql: String) -> PostgresError {
    PostgresError(
      kind: PQstatus(raw) == CONNECTION_BAD ? .connection : .protocol,
      message: Result.trimmed(PQerrorMessage(raw)), statement: sql)
  }

  // MARK: - COPY

  enum Direction { case `in`, out }

  func startCopy(_ direction: Direction, _ sql: String) throws(PostgresError) {
    guard let answer = PQexec(raw, sql) else { throw lost(sql) }
    let result = Result(answer)
    switch (direction, result.status) {
    case (.in, PGRES_COPY_IN), (.out, PGRES_COPY_OUT): return
    case (_, PGRES_COPY_IN), (_, PGRES_COPY_OUT), (_, PGRES_TUPLES_OK), (_, PGRES_COMMAND_OK),
      (_, PGRES_EMPTY_QUERY):
      abandonCopy()
      throw PostgresError(
        kind: .protocol, message: "this is no COPY in the direction asked for", statement: sql)
    default: throw failure(result, sql)
    }
  }

  /// Gives `body` the next piece, valid during the call only; false at the end, after the server's last word.
  func receiveCopy(_ sql: String, _ body: (UnsafeRawBufferPointer) throws -> Void) throws -> Bool {
    var buffer: UnsafeMutablePointer<CChar>?
    let count = PQgetCopyData(raw, &buffer, 0)
    defer { PQfreemem(buffer) }
    if count > 0 {
      try body(UnsafeRawBufferPointer(start: buffer, count: Int(count)))
      return true
    }
    guard count == -1 else { throw lost(sql) }
    return false
  }

  func sendCopy(_ bytes: RawSpan, _ sql: String) throws(PostgresError) {
    // libpq takes at most an Int32 at once.
    for start in stride(from: 0, to: bytes.byteCount, by: 1 << 20) {
      let piece = bytes.extracting(start..<min(bytes.byteCount, start + 1 << 20))
      let isSent = piece.withUnsafeBytes {
        PQputCopyData(raw, $0.bindMemory(to: CChar.self).baseAddress, Int32($0.count)) == 1
      }
      guard !isSent else { continue }
      let failure = lost(sql)
      // The server's own words, where it had time for them, say more than "the connection is closed".
      do { try finishCopy(sql) } catch { throw error.sqlState == nil ? failure : error }
      throw failure
    }
  }

  func endCopyIn(_ sql: String) throws(PostgresError) {
    guard PQputCopyEnd(raw, nil) == 1 else { throw lost(sql) }
  }

  /// Waits for the server's last word on a COPY and gives the rows it counted.
  @discardableResult
  func finishCopy(_ sql: String) throws(PostgresError) -> Int {
    var affected = 0
    var error: PostgresError?
    while let answer = PQgetResult(raw) {
      let result = Result(answer)
      switch result.status {
      case PGRES_COMMAND_OK: affected = result.affected
      case PGRES_COPY_IN, PGRES_COPY_OUT: abandonCopy()
      default: error = error ?? failure(result, sql)
      }
    }
    if let error { throw error }
    return affected
  }

  /// Ends a COPY in either direction with nothing kept, so that the session can go on.
  func abandonCopy() {
    // Refused unless data go in; what comes out has to be stopped at the server.
    if PQputCopyEnd(raw, "abandoned by the client") != 1 { cancel() }
    var buffer: UnsafeMutablePointer<CChar>?
    while PQgetCopyData(raw, &buffer, 0) > 0 { PQfreemem(buffer) }
    while let answer = PQgetResult(raw) {
      PQclear(answer)
      if PQstatus(raw) == CONNECTION_BAD { break }
    }
  }

  /// Asks the server to stop what it does; whether it was in time shows in the answer of that statement.
  func cancel() {
    guard let request = PQgetCancel(raw) else { return }
    defer { PQfreeCancel(request) }
    var reason = [CChar](repeating: 0, count: 256)
    _ = PQcancel(request, &reason, Int32(reason.count))
  }
}
