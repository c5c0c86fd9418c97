import Forecasting
import Foundation
import HTTP
import Postgres
import TestSupport
import Testing
import Warehouse

@testable import Delivery

/// Mail through a real server (aiosmtpd, TLS by certificates made here) with the outbox in a real PostgreSQL. Expected:
/// what the server took and what the outbox says of it.
@Suite(.serialized) struct MailerTests {
  private let database: TestDatabase
  private let outbox: Outbox
  private let packs: SamplePacks
  private let certificate: (String, String)
  private let message = Array("Subject: t\r\n\r\n.one dot\r\nbody\r\n".utf8)

  init() throws {
    database = try TestDatabase()
    let sql = Samples.root.appending(path: "sql")
    _ = try MigrationRunner(connection: database.connection, schema: "ml", folder: sql).run()
    outbox = Outbox(connection: database.connection, schema: "ml")
    packs = try SamplePacks()
    certificate = try MailServer.certificate("localhost", addresses: CutWire.addresses, in: packs.root)
  }

  private func server(_ options: [String] = [], tls: Bool = true) throws -> MailServer {
    try MailServer(folder: try packs.folder("mail"), certificate: tls ? certificate : nil, options)
  }

  private func settings(_ server: MailServer) -> SMTPSettings {
    var settings = SMTPSettings(
      host: "localhost", port: server.port, security: .starttls, clientName: "example.com")
    settings.authorities = certificate.0
    settings.timeout = .seconds(20)
    return settings
  }

  private func items(_ names: [String]) throws -> [Outbox.Item] {
    try names.map { name in
      Outbox.Item(
        packKey: String(repeating: "a", count: 64), recipient: try #require(MailAddress("\(name)@example.com")),
        list: "finance", asOf: SamplePacks.month("2013-11"), isDraft: false, messageID: "<a@example.com>",
        digest: String(repeating: "b", count: 64))
    }
  }

  private func send(
    _ settings: SMTPSettings, to names: [String] = ["ada", "bob", "cleo"], resend: Bool = false
  ) throws -> Mailer.Report {
    let sender = try #require(MailAddress("forecast@example.com"))
    return try Mailer(outbox: outbox, client: SMTPClient(settings), sender: sender)
      .send(message, to: try items(names), resend: resend)
  }

  private func statuses() throws -> [String] {
    try outbox.entries(String(repeating: "a", count: 64)).map {
      "\($0.recipient.prefix { $0 != "@" }) \($0.status)"
    }
  }

  @Test func sendsTheBytesOnceToEach() throws {
    let server = try server()
    #expect(try send(settings(server)).sent.count == 3)
    let again = try send(settings(server))
    #expect(again.sent.isEmpty)
    #expect(again.before == ["ada@example.com", "bob@example.com", "cleo@example.com"])
    #expect(server.received.map(\.recipient) == ["ada@example.com", "bob@example.com", "cleo@example.com"])
    #expect(server.received.allSatisfy { $0.tls })
    let taken = try Data(contentsOf: URL(filePath: "\(server.folder)/0001.eml"))
    #expect(Array(taken) == message)
  }

  /// A dot at the beginning of a line is doubled on the way (RFC 5321, section 4.5.2): however many there are, the
  /// message arrives as it is, and the outbox knew of it before.
  @Test(arguments: 0...6) func dotsArriveAsTheyAre(count: Int) throws {
    let server = try server()
    let long = String(repeating: String(repeating: "x", count: 74) + "\r\n", count: 2000)
    let text = "Subject: t\r\n\r\n" + long + String(repeating: ".\r\n", count: count) + "end\r\n"
    let sender = try #require(MailAddress("forecast@example.com"))
    let report = try Mailer(outbox: outbox, client: SMTPClient(settings(server)), sender: sender)
      .send(Array(text.utf8), to: items(["ada"]), resend: false)
    #expect(report.sent == ["ada@example.com"])
    #expect(try Data(contentsOf: URL(filePath: "\(server.folder)/0001.eml")) == Data(text.utf8))
    #expect(try outbox.entries(String(repeating: "a", count: 64)).map(\.attempts) == [1])
  }

  @Test func oneOfThreeIsRefused() throws {
    let server = try server(["--refuse", "bob@example.com"])
    let report = try send(settings(server))
    #expect(report.sent == ["ada@example.com", "cleo@example.com"])
    #expect(report.refused.map(\.description) == ["bob@example.com (550 5.1.1 no such user)"])
    #expect(try statuses() == ["ada sent", "bob refused", "cleo sent"])
    #expect(try send(settings(server)).refused.map(\.words) == ["refused before"])
    #expect(server.received.count == 2)
  }

  @Test func greylistingIsTriedAgain() throws {
    let server = try server(["--greylist"])
    let first = try send(settings(server))
    #expect(first.deferred.map(\.words) == Array(repeating: "451 4.7.1 greylisted, try again", count: 3))
    #expect(try statuses() == ["ada waiting", "bob waiting", "cleo waiting"])
    #expect(try send(settings(server)).sent.count == 3)
    #expect(server.received.count == 3)
  }

  @Test func aRefusedMessageIsKnownNotToBeTaken() throws {
    let later = try server(["--refuse-data", "452 4.3.1 mailbox full"])
    #expect(try send(settings(later), to: ["ada"]).deferred.map(\.words) == ["452 4.3.1 mailbox full"])
    later.stop()
    let never = try server(["--refuse-data", "554 5.6.0 looks like spam"])
    #expect(try send(settings(never), to: ["ada"]).refused.map(\.words) == ["554 5.6.0 looks like spam"])
    #expect(try statuses() == ["ada refused"])
  }

  @Test func aConnectionThatBreaksAfterTheMessageLeavesItUnknown() throws {
    let server = try server(["--drop-after-data"])
    #expect(try send(settings(server), to: ["ada"]).unknown.count == 1)
    #expect(
      try send(settings(server), to: ["ada"]).unknown.map(\.words) == [
        "handed over before, no answer was heard"
      ])
    #expect(server.received.count == 1)
    server.stop()
    let next = try self.server()
    #expect(try send(settings(next), to: ["ada"], resend: true).sent == ["ada@example.com"])
    #expect(try statuses() == ["ada sent"])
    #expect(next.received.count == 2)
  }

  @Test func withoutTLSNothingIsSaid() throws {
    let server = try server(tls: false)
    let report = try send(settings(server))
    #expect(report.unavailable?.contains("STARTTLS") == true, "\(report)")
    #expect(try statuses() == ["ada waiting"])
    var plain = settings(server)
    plain.security = .plain
    #expect(try send(plain).sent.count == 3)
    #expect(server.received.allSatisfy { !$0.tls })
  }

  /// The right certificate, one for another host, one that has expired, one that nobody signed; over STARTTLS (RFC 3207)
  /// and TLS from the first byte (RFC 8314). With any but the first, neither password nor message leaves.
  @Test(arguments: TestCertificates.Kind.allCases, [SMTPSettings.Security.starttls, .tls])
  func onlyTheRightCertificateIsTaken(kind: TestCertificates.Kind, security: SMTPSettings.Security) throws {
    let certificates = try TestCertificates()
    let pair = try certificates.make(kind)
    let server = try MailServer(
      folder: try packs.folder("mail"), certificate: (pair.certificate, pair.key),
      ["--password", "right horse"] + (security == .tls ? ["--implicit"] : []))
    var settings = settings(server)
    settings.security = security
    settings.authorities = certificates.authority
    settings.credentials = SMTPSettings.Credentials(user: "mailer", password: "right horse")
    let report = try send(settings, to: ["ada"])
    guard kind != .right else {
      #expect(report.sent == ["ada@example.com"], "\(report)")
      #expect(server.received.map(\.tls) == [true])
      return
    }
    let said = report.unavailable ?? ""
    switch kind {
    case .wrong: #expect(said.contains("matches target host name"), "\(said)")
    case .expired: #expect(said.contains("certificate has expired"), "\(said)")
    case .selfSigned: #expect(said.contains("self-signed certificate"), "\(said)")
    case .right: break
    }
    #expect(server.received.isEmpty && server.signIns == 0)
    #expect(try statuses() == ["ada waiting"])
  }

  @Test func signsIn() throws {
    let server = try server(["--password", "right horse"])
    var settings = settings(server)
    settings.credentials = SMTPSettings.Credentials(user: "mailer", password: "wr0ng-s3cret")
    let report = try send(settings)
    #expect(report.unavailable?.contains("refuses the password") == true, "\(report)")
    #expect(!"\(report) \(settings)".contains("wr0ng-s3cret"))
    settings.credentials = SMTPSettings.Credentials(user: "mailer", password: "right horse")
    #expect(try send(settings).sent.count == 3)
  }

  @Test func aRefusedSenderIsNobodysFault() throws {
    let server = try server(["--refuse-sender"])
    #expect(
      try send(settings(server)).unavailable == "the server refuses the sender: 550 5.7.1 sender not allowed")
    #expect(try statuses() == ["ada waiting"])
  }

  @Test func aServerThatIsNotThereIsUnavailable() throws {
    let server = try server()
    server.stop()
    #expect(try send(settings(server)).unavailable != nil)
    #expect(try statuses() == ["ada waiting"])
  }

  /// The network is cut, at points spread over what client and server say, and nothing is heard any more. Who is waiting has
  /// not got the message, and gets it next time; nobody gets it twice.
  @Test(arguments: CutWire.Cut.all) func theNetworkIsCut(cut: CutWire.Cut) throws {
    let server = try server()
    let settings = settings(server)
    func send(through wire: CutWire, to name: String) throws -> Mailer.Report {
      var settings = settings
      (settings.host, settings.port) = (wire.address, Int(wire.port))
      settings.timeout = .milliseconds(300)
      defer { wire.close() }
      return try self.send(settings, to: [name])
    }
    let whole = try CutWire(to: UInt16(server.port))
    #expect(try send(through: whole, to: "whole").sent.count == 1)
    var found: Set<Outbox.Status> = []
    for side in CutWire.Side.allCases {
      let length = whole.passed(side)
      let spread = stride(from: 0, to: length, by: max(1, length / 10)).map(\.self)
      for bytes in Set(spread + (length - 6..<length)).sorted() {
        let name = "\(side)-\(bytes)"
        _ = try send(through: CutWire(to: UInt16(server.port), cut, after: (side, bytes)), to: name)
        func taken() -> Int { server.received.count { $0.recipient == "\(name)@example.com" } }
        let entries = try outbox.entries(String(repeating: "a", count: 64))
        let status = try #require(entries.first { $0.recipient == "\(name)@example.com" }).status
        found.insert(status)
        #expect(status != Outbox.Status.refused, "\(name)")
        #expect(status != Outbox.Status.waiting || taken() == 0, "\(name)")
        let next = try self.send(settings, to: [name])
        switch status {
        case .waiting: #expect(next.sent.count == 1 && taken() == 1, "\(name): \(next)")
        case .sent: #expect(next.before.count == 1 && taken() == 1, "\(name): \(next)")
        default: #expect(next.unknown.count == 1 && taken() <= 1, "\(name): \(next)")
        }
      }
    }
    #expect(found.isSuperset(of: [Outbox.Status.waiting, .unknown]), "\(found)")
  }

  /// When the outbox cannot say that the message leaves, it does not leave.
  @Test func withoutAnOutboxNothingLeaves() throws {
    struct Stop: Error {}
    let server = try server()
    let client = SMTPClient(settings(server))
    #expect(throws: Stop.self) {
      _ = try client.send(message, from: "a@example.com", to: "ada@example.com") { throw Stop() }
    }
    #expect(server.received.isEmpty)
    #expect(try client.send(message, from: "a@example.com", to: "ada@example.com") {} == .accepted)
  }

  @Test func fiveHundredRecipients() throws {
    let server = try server()
    let names = (1...500).map { "r\($0)" }
    #expect(try send(settings(server), to: names).sent.count == 500)
    #expect(Set(server.received.map(\.recipient)).count == 500)
    #expect(server.received.count == 500)
  }
}
