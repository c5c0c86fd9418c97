import Forecasting
import Postgres

/// One message per recipient and pack, ever: table `outbox`. One process at a time works on it, under a lock.
///
/// A message that was handed over is `unknown` before the last bytes leave, and `sent` when the server has answered:
/// killed in between, it stays unknown and is not sent again by itself.
public struct Outbox {
  private let connection: Connection
  private let table: String

  /// - Parameter schema: as configured, not quoted.
  public init(connection: Connection, schema: String) {
    self.connection = connection
    table = "\(Connection.quoteIdentifier(schema)).outbox"
  }

  public enum Status: String, Hashable, Sendable, CaseIterable { case waiting, sent, refused, unknown }

  /// What is known of one recipient.
  public struct Entry: Hashable, Sendable {
    public let recipient: String
    public let list: String
    public let status: Status
    public let attempts: Int
    public let lastAnswer: String?
  }

  /// What is sent to whom.
  public struct Item: Hashable, Sendable {
    public var packKey: String
    public var recipient: MailAddress
    public var list: String
    public var asOf: Month
    public var isDraft: Bool
    public var messageID: String
    /// SHA-256 of the message.
    public var digest: String

    public init(
      packKey: String, recipient: MailAddress, list: String, asOf: Month, isDraft: Bool, messageID: String,
      digest: String
    ) {
      self.packKey = packKey
      self.recipient = recipient
      self.list = list
      self.asOf = asOf
      self.isDraft = isDraft
      self.messageID = messageID
      self.digest = digest
    }
  }

  /// The recipients of a pack so far, by address.
  public func entries(_ packKey: String) throws -> [Entry] {
    try connection.query(
      "select recipient, list, status, attempts, last_answer from \(table) where pack_key = $1 "
        + "order by recipient collate \"C\"", [packKey]
    ).map { row in
      Entry(
        recipient: row["recipient"] ?? "", list: row["list"] ?? "",
        status: row["status"].flatMap(Status.init) ?? .unknown,
        attempts: row["attempts"].flatMap { Int($0) } ?? 0,
        lastAnswer: row["last_answer"])
    }
  }

  /// Enters a recipient, or finds what became of it before.
  public func enter(_ item: Item) throws -> Status {
    try connection.query(
      """
      insert into \(table) (pack_key, recipient, list, as_of_month, is_draft, message_id, message_digest, status)
      values ($1, $2, $3, $4, $5, $6, $7, 'waiting') on conflict (pack_key, recipient) do nothing
      """,
      [
        item.packKey, item.recipient.description, item.list, item.asOf.firstDay, item.isDraft ? "t" : "f",
        item.messageID, item.digest,
      ])
    let found = try connection.query(
      "select status from \(table) where pack_key = $1 and recipient = $2",
      [item.packKey, item.recipient.description])
    return found.first?["status"].flatMap(Status.init) ?? .unknown
  }

  /// Says that the message is about to be handed over, or what became of it.
  public func set(_ item: Item, _ status: Status, answer: String?, isAttempt: Bool = false) throws {
    try connection.query(
      """
      update \(table) set status = $3, last_answer = $4, attempts = attempts + $5::integer, message_id = $6,
        message_digest = $7, changed_at = now()
      where pack_key = $1 and recipient = $2
      """,
      [
        item.packKey, item.recipient.description, status.rawValue, answer, isAttempt ? "1" : "0",
        item.messageID,
        item.digest,
      ])
  }
}
