import Digests
import Foundation

/// One mail as bytes (RFC 5322, MIME): text beside HTML with its pictures, and an attachment.
///
/// The same value gives the same bytes: the boundaries come from what they part, the date and the id from the caller.
public struct MailMessage: Hashable, Sendable {
  public var sender: MailAddress
  public var senderName: String?
  /// Shown in place of the recipients, who do not see each other.
  public var audience: String
  public var subject: String
  /// Seconds since 1970, UTC.
  public var date: Int64
  /// Without the domain: `<id@domain of the sender>`.
  public var id: String
  /// A language tag of RFC 5646.
  public var language: String
  public var text: String
  public var html: String
  public var pictures: [Picture]
  public var attachment: Attachment?

  /// A PNG that the HTML shows as `cid:name`.
  public struct Picture: Hashable, Sendable {
    public var name: String
    public var png: [UInt8]

    public init(name: String, png: [UInt8]) {
      self.name = name
      self.png = png
    }
  }

  public struct Attachment: Hashable, Sendable {
    /// In ASCII, without quotes.
    public var fileName: String
    public var bytes: [UInt8]

    public init(fileName: String, bytes: [UInt8]) {
      self.fileName = fileName
      self.bytes = bytes
    }

    static let workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
  }

  public init(
    sender: MailAddress, senderName: String?, audience: String, subject: String, date: Int64, id: String,
    language: String, text: String, html: String, pictures: [Picture], attachment: Attachment?
  ) {
    self.sender = sender
    self.senderName = senderName
    self.audience = audience
    self.subject = subject
    self.date = date
    self.id = id
    self.language = language
    self.text = text
    self.html = html
    self.pictures = pictures
    self.attachment = attachment
  }

  /// `<id@example.com>`.
  public var messageID: String { "<\(id)@\(sender.domain)>" }

  /// The message, lines ended by CRLF: mixed > (alternative > (text, related > (html, pictures)), attachment). The last
  /// alternative is the preferred one (RFC 2046, section 5.1.4).
  public var bytes: [UInt8] {
    let related = multipart(
      "related; type=\"text/html\"",
      [part("text/html; charset=utf-8", "quoted-printable", MailEncoding.quotedPrintable(html))]
        + pictures.map(picture))
    let alternative = multipart(
      "alternative",
      [part("text/plain; charset=utf-8", "quoted-printable", MailEncoding.quotedPrintable(text)), related])
    let mixed = multipart("mixed", [alternative] + (attachment.map { [attach($0)] } ?? []))
    let name = senderName.map { MailEncoding.displayName($0) + " " } ?? ""
    let head = [
      "Date: \(Self.date(date))", "From: \(name)<\(sender)>", "To: \(MailEncoding.displayName(audience)):;",
      "Subject: \(MailEncoding.header(subject))", "Message-ID: \(messageID)", "Content-Language: \(language)",
      "Auto-Submitted: auto-generated", "MIME-Version: 1.0",
    ]
    return Array((head.joined(separator: "\r\n") + "\r\n" + mixed + "\r\n").utf8)
  }

  private func part(_ type: String, _ encoding: String, _ body: String, _ more: [String] = []) -> String {
    let head = ["Content-Type: \(type)", "Content-Transfer-Encoding: \(encoding)"] + more
    return head.joined(separator: "\r\n") + "\r\n\r\n" + body
  }

  private func picture(_ picture: Picture) -> String {
    part(
      "image/png; name=\"\(picture.name).png\"", "base64", MailEncoding.base64(picture.png),
      [
        "Content-ID: <\(picture.name)>",
        "Content-Disposition: inline; filename=\"\(picture.name).png\"",
      ])
  }

  private func attach(_ attachment: Attachment) -> String {
    part(
      "\(Attachment.workbook); name=\"\(attachment.fileName)\"", "base64",
      MailEncoding.base64(attachment.bytes),
      ["Content-Disposition: attachment; filename=\"\(attachment.fileName)\""])
  }

  private func multipart(_ kind: String, _ parts: [String]) -> String {
    let boundary = "=_\(SHA256.hex(kind + parts.joined()).prefix(32))"
    let body = parts.map { "--\(boundary)\r\n\($0)\r\n" }.joined()
    return "Content-Type: multipart/\(kind);\r\n boundary=\"\(boundary)\"\r\n\r\n\(body)--\(boundary)--"
  }

  /// `Wed, 11 Dec 2013 00:00:00 +0000`.
  static func date(_ seconds: Int64) -> String {
    var time = time_t(seconds)
    var parts = tm()
    gmtime_r(&time, &parts)
    let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    func two(_ value: Int32) -> String { (value < 10 ? "0" : "") + "\(value)" }
    return
      "\(days[Int(parts.tm_wday)]), \(two(parts.tm_mday)) \(months[Int(parts.tm_mon)]) \(parts.tm_year + 1900) "
      + "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) +0000"
  }
}
