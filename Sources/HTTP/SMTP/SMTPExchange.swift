import CCurl

/// One message on its way: what was handed over, what was said and heard, and so what it means when it ends.
final class SMTPExchange {
  private let message: [UInt8]
  private let beforeLast: () throws -> Void
  private var place = 0
  private var isWhole = false
  /// The verb of the last command. AUTH's lines hold the password: only the first word is kept.
  private var command = ""
  /// The last line of the server.
  private var answer = ""
  private var isOver = false
  private(set) var error: (any Error)?

  init(_ message: [UInt8], beforeLast: @escaping () throws -> Void) {
    self.message = message
    self.beforeLast = beforeLast
  }

  /// Gives libcurl the next bytes; none is the end. The last two go alone, so that little lies between `beforeLast` and
  /// the end. libcurl is not told the size beforehand: it would compare it with what it has sent, in which dots at the
  /// beginning of lines count twice, and stop too early.
  func fill(_ target: UnsafeMutableRawBufferPointer) -> Int {
    let rest = message.count - place
    if rest <= 2, !isWhole {
      do { try beforeLast() } catch {
        self.error = error
        return Int(CURL_READFUNC_ABORT)
      }
      isWhole = true
    }
    let count = rest <= 2 ? rest : min(target.count, rest - 2)
    message.withUnsafeBytes { bytes in
      target.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[place..<place + count]))
    }
    place += count
    return count
  }

  /// A line of AUTH's exchange is no command; what is said after QUIT is about nothing any more.
  func said(_ line: String) {
    let verb = String(line.prefix { $0.isASCII && $0.isLetter }).uppercased()
    let isAlone = line.dropFirst(verb.count).first.map { $0.isWhitespace } ?? true
    if isAlone, ["EHLO", "HELO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "QUIT"].contains(verb) {
      isOver = isOver || verb == "QUIT"
      guard !isOver else { return }
      command = verb
      answer = ""
    }
  }

  func heard(_ line: String) {
    guard !isOver else { return }
    answer = String(line.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7f }.map(Character.init))
  }

  /// - Parameter words: libcurl's.
  func outcome(_ code: CURLcode, words: String) -> SMTPOutcome {
    if code == CURLE_OK {
      return isWhole ? .accepted : .unknown("the server took a message of which the end was never handed over")
    }
    let said = answer.isEmpty ? words : answer
    let status = Int(answer.prefix(3)) ?? 0
    if isWhole {
      switch status {
      case 400..<500: return .deferred(said)
      case 500..<600: return .refused(said)
      default: return .unknown(words)
      }
    }
    switch (command, status) {
    case ("RCPT", 500..<600), ("DATA", 500..<600): return .refused(said)
    case ("MAIL", 500..<600): return .unavailable("the server refuses the sender: \(said)")
    case ("MAIL", _), ("RCPT", _), ("DATA", _): return .deferred(said)
    default:
      return .unavailable(code == CURLE_LOGIN_DENIED ? "the server refuses the password: \(said)" : words)
    }
  }
}
