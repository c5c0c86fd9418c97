import Packs

/// Who gets the mail of a pack, and how much of it.
public struct MailList: Hashable, Sendable {
  /// `[a-z][a-z0-9-]*`: the name of its .eml.
  public let name: String
  /// What recipients see in place of each other's addresses.
  public let label: String
  public let recipients: [MailAddress]
  /// The forecast domains that it is shown; nil for all.
  public let domains: [String]?
  /// The part of them that it is shown; nil for everything.
  public let part: PackPart?

  public init(name: String, label: String, recipients: [MailAddress], domains: [String]?, part: PackPart? = nil)
  {
    self.name = name
    self.label = label
    self.recipients = recipients
    self.domains = domains
    self.part = part
  }
}
