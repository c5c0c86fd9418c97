import Delivery
import Forecasting

/// The mail of one list, as bytes, and what the outbox has to know of it.
struct PreparedMail {
  let list: MailList
  let asOf: Month
  let isDraft: Bool
  let packKey: String
  let messageID: String
  let bytes: [UInt8]
  /// SHA-256 of `bytes`.
  let digest: String

  func item(_ recipient: MailAddress) -> Outbox.Item {
    Outbox.Item(
      packKey: packKey, recipient: recipient, list: list.name, asOf: asOf, isDraft: isDraft,
      messageID: messageID,
      digest: digest)
  }
}
