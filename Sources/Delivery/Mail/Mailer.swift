import HTTP

/// Sends a list's message to each of its recipients who has not had it, and keeps what became of each.
public struct Mailer {
  private let outbox: Outbox
  private let client: SMTPClient
  private let sender: MailAddress

  public init(outbox: Outbox, client: SMTPClient, sender: MailAddress) {
    self.outbox = outbox
    self.client = client
    self.sender = sender
  }

  /// What one round did.
  public struct Report: Hashable, Sendable {
    public var sent: [String] = []
    /// Had it before.
    public var before: [String] = []
    public var deferred: [Answer] = []
    public var refused: [Answer] = []
    public var unknown: [Answer] = []
    /// Why the round ended early: no message goes through the server.
    public var unavailable: String?

    /// This round and the next, which was about those whom this one found put off.
    public func followed(by next: Report) -> Report {
      var report = next
      report.sent = sent + next.sent
      report.before = before + next.before
      report.refused = refused + next.refused
      report.unknown = unknown + next.unknown
      return report
    }

    public struct Answer: Hashable, Sendable, CustomStringConvertible {
      public let recipient: String
      public let words: String

      public var description: String { "\(recipient) (\(words))" }
    }
  }

  /// - Parameter resend: also to those whom a server refused or of whom nobody knows.
  public func send(_ message: [UInt8], to items: [Outbox.Item], resend: Bool) throws -> Report {
    var report = Report()
    for item in items {
      let address = item.recipient.description
      switch try outbox.enter(item) {
      case .sent:
        report.before.append(address)
        continue
      case .refused where !resend:
        report.refused.append(Report.Answer(recipient: address, words: "refused before"))
        continue
      case .unknown where !resend:
        report.unknown.append(
          Report.Answer(recipient: address, words: "handed over before, no answer was heard"))
        continue
      case .refused, .unknown, .waiting: break
      }
      let outcome = try client.send(message, from: sender.description, to: address) {
        try outbox.set(item, .unknown, answer: "handed over, no answer yet", isAttempt: true)
      }
      switch outcome {
      case .accepted:
        try outbox.set(item, .sent, answer: nil)
        report.sent.append(address)
      case .deferred(let words):
        try outbox.set(item, .waiting, answer: words)
        report.deferred.append(Report.Answer(recipient: address, words: words))
      case .refused(let words):
        try outbox.set(item, .refused, answer: words)
        report.refused.append(Report.Answer(recipient: address, words: words))
      case .unknown(let words):
        try outbox.set(item, .unknown, answer: words)
        report.unknown.append(Report.Answer(recipient: address, words: words))
      case .unavailable(let words):
        try outbox.set(item, .waiting, answer: words)
        report.unavailable = words
        return report
      }
    }
    return report
  }
}
