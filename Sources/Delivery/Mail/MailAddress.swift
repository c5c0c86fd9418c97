/// An address that mail can go to or come from: `name@example.com`, in ASCII.
///
/// What RFC 5321 allows beyond dot-atoms (quotes, comments, address literals) is refused: nobody has such an address,
/// and it is how headers and commands are smuggled.
public struct MailAddress: Hashable, Sendable, CustomStringConvertible {
  public let local: String
  /// In lower case.
  public let domain: String

  /// Nil for what is no address.
  public init?(_ text: String) {
    guard text.utf8.count <= 254,
      let match = text.wholeMatch(
        of:
          /([A-Za-z0-9!#$%&'*+\/=?^_`{|}~\-]+(?:\.[A-Za-z0-9!#$%&'*+\/=?^_`{|}~\-]+)*)@((?:[A-Za-z0-9](?:[A-Za-z0-9\-]*[A-Za-z0-9])?\.)*[A-Za-z0-9](?:[A-Za-z0-9\-]*[A-Za-z0-9])?)/
      ), match.1.utf8.count <= 64
    else { return nil }
    local = String(match.1)
    domain = match.2.lowercased()
  }

  public var description: String { "\(local)@\(domain)" }
}
