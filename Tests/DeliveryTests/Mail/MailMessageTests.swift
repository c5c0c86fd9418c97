import Foundation
import Testing

@testable import Delivery

/// A message as Python's email parser reads it.
@Suite struct MailMessageTests {
  /// What Tests/DeliveryTests/Python/read_mail.py prints.
  struct Read: Decodable {
    let structure: [String]
    let subject: String
    let from: String
    let to: String
    let date: String
    let headers: [String]
    let messageID: String
    let text: String
    let html: String
    let shown: [String]
    let attachments: [String]
    let defects: [String]
  }

  private static func read(_ message: MailMessage) throws -> Read {
    let packs = try SamplePacks()
    let file = "\(packs.root)/mail.eml"
    try Data(message.bytes).write(to: URL(filePath: file))
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: MailServer.python)
    process.arguments = [Samples.root.appending(path: "Tests/DeliveryTests/Python/read_mail.py").path, file]
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return try JSONDecoder().decode(Read.self, from: data)
  }

  private static let page = "<!DOCTYPE html><html lang=\"en\"><head><title>t</title></head><body>"

  private static func message(
    subject: String = "Forecast", text: String = "text\n", html: String = "<p>é</p>",
    audience: String = "Finance",
    name: String? = "Forecast team"
  ) throws -> MailMessage {
    MailMessage(
      sender: try #require(MailAddress("forecast@example.com")), senderName: name, audience: audience,
      subject: subject, date: 1_386_720_000, id: "abc", language: "en", text: text,
      html: "\(page)\(html)<img src=\"cid:chart\" alt=\"\"></body></html>",
      pictures: [MailMessage.Picture(name: "chart", png: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])],
      attachment: MailMessage.Attachment(fileName: "pack.xlsx", bytes: Array(repeating: 7, count: 1000)))
  }

  @Test func aParserFindsEveryPart() throws {
    let read = try Self.read(Self.message())
    #expect(
      read.structure == [
        "multipart/mixed", "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      ])
    #expect(read.defects.isEmpty)
    #expect(read.subject == "Forecast")
    #expect(read.from == "Forecast team <forecast@example.com>")
    #expect(read.to == "Finance:;")
    #expect(read.date == "2013-12-11T00:00:00+00:00")
    #expect(read.messageID == "<abc@example.com>")
    #expect(read.html.contains("<p>é</p>"))
    #expect(read.shown == ["chart"])
    #expect(read.attachments == ["pack.xlsx"])
  }

  /// Line ends, dots, trailing blanks, equals signs, long lines and characters of four bytes come back as they were.
  @Test func textComesBack() throws {
    let text =
      ".\n..\nFrom here\n= 3D\ntrailing \n\ttab\t\n" + String(repeating: "Österreich 😀 ", count: 40) + "\n"
      + String(repeating: "x", count: 300) + "\n"
    let read = try Self.read(Self.message(text: text))
    // In a message a line ends with CRLF (RFC 2046, section 4.1.1).
    #expect(read.text.replacing("\r\n", with: "\n") == text)
  }

  /// No line of a body begins with a dot, wherever lines are broken.
  @Test func noLineBeginsWithADot() throws {
    for width in 60..<90 {
      let encoded = MailEncoding.quotedPrintable(
        String(repeating: String(repeating: "x", count: width) + "..", count: 9))
      #expect(!encoded.split(separator: "\r\n").contains { $0.hasPrefix(".") })
    }
  }

  @Test(arguments: [
    "Umsätze im November: +106 % auf Vorjahr, Österreich, Schweiz, Deutschland und noch viel mehr 😀😀😀",
    "=?utf-8?B?aGk=?=", String(repeating: "long ", count: 40) + "end", "a",
  ])
  func subjectsComeBack(subject: String) throws {
    #expect(try Self.read(Self.message(subject: subject)).subject == subject)
  }

  /// No value becomes a header of its own.
  @Test(arguments: [
    "x\r\nBcc: eve@example.com", "x\nBcc: eve@example.com", "x\rBcc: eve@example.com", "x\u{85}y",
  ])
  func linesBreakNoHeader(value: String) throws {
    let read = try Self.read(Self.message(subject: value, audience: value, name: value))
    #expect(
      read.headers == [
        "Date", "From", "To", "Subject", "Message-ID", "Content-Language", "Auto-Submitted", "MIME-Version",
        "Content-Type",
      ])
    #expect(read.subject.hasPrefix("x\u{FFFD}"))
  }

  @Test func displayNamesAreQuoted() throws {
    #expect(
      try Self.read(Self.message(name: "Lee, \"Ann\" <x@y>")).from
        == "\"Lee, \\\"Ann\\\" <x@y>\" <forecast@example.com>")
    #expect(try Self.read(Self.message(name: "Müller")).from == "Müller <forecast@example.com>")
  }

  @Test func sameBytesEachTime() throws {
    #expect(try Self.message().bytes == Self.message().bytes)
  }

  @Test(arguments: [
    "a@b\r\nRCPT TO:<eve@example.com>", "a@b\n", "a b@example.com", "a@", "@example.com", "a@exa mple.com",
    "a@b>",
    "\"a\"@example.com", "a@[127.0.0.1]", "ä@example.com", "a..b@example.com", "a@-b.com", "a@b..com", "",
  ])
  func refusesWhatIsNoAddress(text: String) { #expect(MailAddress(text) == nil) }

  @Test(arguments: ["a@b.example", "first.last+tag@Example.COM", "o'neil@x-y.example"])
  func takesAddresses(text: String) {
    #expect(MailAddress(text)?.description.lowercased() == text.lowercased())
  }
}
