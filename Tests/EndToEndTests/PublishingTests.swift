import Foundation
import TestSupport
import Testing

/// Packs that are checked, published on a share and mailed by the executable itself, killed at any moment.
@Suite(.serialized) struct PublishingTests {
  private static let environment = ["SOURCE_DATE_EPOCH": "1386720000"]
  private static let project = Result<Sandbox, any Error> { try makeProject() }

  /// Two published months with their packs, and the same packs with another title by `other.yml`.
  private static func makeProject() throws -> Sandbox {
    let sandbox = try Sandbox()
    let files = FileManager.default
    try files.createDirectory(
      at: sandbox.root.appendingPathComponent("share"), withIntermediateDirectories: false)
    try sandbox.configure("  folder: packs", "  folder: packs\nshare:\n  folder: share")
    func text(_ name: String) throws -> String {
      try String(contentsOf: sandbox.root.appendingPathComponent(name), encoding: .utf8)
    }
    try text("reports/monthly-pack.yml").replacing("title: Forecast pack", with: "title: Another pack")
      .write(to: sandbox.root.appendingPathComponent("another.yml"), atomically: true, encoding: .utf8)
    try text("forecastpack.yml").replacing("  folder: packs\n", with: "  folder: others\n")
      .replacing("definition: reports/monthly-pack.yml", with: "definition: another.yml")
      .write(to: sandbox.root.appendingPathComponent("other.yml"), atomically: true, encoding: .utf8)
    let steps = [
      ["load"], ["db", "migrate"], ["build"], ["run", "--skip-build", "--as-of", "2013-10"],
      ["run", "--skip-build", "--as-of", "2013-11"],
      ["render", "--from", "2013-10", "--to", "2013-11", "--config", "other.yml"],
    ]
    for step in steps {
      let outcome = try sandbox.forecastpack(step, environment: environment)
      try #require(outcome.status == 0, "\(step): \(outcome.errors)")
    }
    return sandbox
  }

  private func verify(_ sandbox: Sandbox, _ arguments: [String]) throws -> Outcome {
    try sandbox.forecastpack(["verify"] + arguments)
  }

  @Test func verifyFindsWhatIsNotAsItWasPublished() throws {
    let sandbox = try Self.project.get()
    let whole = try verify(sandbox, ["packs/2013-11"])
    #expect(whole.status == 0, "\(whole.errors)")
    #expect(whole.output.contains("agree with the database"))
    // A pack made when its month was the latest stays true when the next month is published.
    let older = try verify(sandbox, ["packs/2013-10"])
    #expect(older.status == 0, "\(older.output)")

    let page = sandbox.root.appendingPathComponent("packs/2013-11/index.html")
    let bytes = try Data(contentsOf: page)
    var damaged = bytes
    damaged[bytes.count / 2] ^= 4
    try damaged.write(to: page)
    let flipped = try verify(sandbox, ["packs/2013-11", "--files-only"])
    #expect(flipped.status == 65)
    #expect(flipped.output == "index.html: is not as it was written: its SHA-256 is another\n")
    try bytes.write(to: page)

    func add(_ cents: String) throws {
      _ = try sandbox.query(
        "update ml.actual_sales set value = value + \(cents) where month = '2013-11-01' and country = 'France' "
          + "and channel = 'Reseller' and category = 'Bikes'")
    }
    try add("0.01")
    let other = try verify(sandbox, ["packs/2013-11"])
    try add("-0.01")
    #expect(other.status == 65)
    #expect(
      other.output.contains(
        "data/actual_sales.csv: month 2013-11-01, region Europe, country France, channel Reseller, category Bikes: value is"
      ), "\(other.output)")

    // A manifest that this database never made, as of a pack that somebody else signed.
    _ = try sandbox.query(
      "alter table ml.packs rename to packs_of_another; create table ml.packs (like ml.packs_of_another)")
    let unknown = try verify(sandbox, ["packs/2013-11"])
    _ = try sandbox.query("drop table ml.packs; alter table ml.packs_of_another rename to packs")
    #expect(unknown.status == 65)
    #expect(unknown.output.contains("manifest.json: this database has recorded no pack with this manifest"))
    #expect(try verify(sandbox, ["packs/2013-11"]).status == 0)
  }

  @Test func fiftyKillsLeaveAWholePackAndARightIndex() throws {
    let sandbox = try Self.project.get()
    func share(_ config: String, kill: Double?) throws -> Outcome {
      try Outcome.of(
        [Sandbox.executable.path, "share", "--from", "2013-10", "--to", "2013-11", "--config", config],
        in: sandbox.root, environment: Self.environment
      ) { process in
        guard let kill else { return }
        Thread.sleep(forTimeInterval: kill)
        Foundation.kill(process.processIdentifier, SIGKILL)
      }
    }
    func finish(_ config: String) throws {
      var outcome = try share(config, kill: nil)
      // The server needs a moment to notice that the killed session is gone; until then the lock is held.
      for _ in 0..<100 where outcome.status == 75 {
        Thread.sleep(forTimeInterval: 0.02)
        outcome = try share(config, kill: nil)
      }
      try #require(outcome.status == 0, "\(outcome.errors)")
    }
    let folder = sandbox.root.appendingPathComponent("share")
    func index() throws -> Data { try Data(contentsOf: folder.appendingPathComponent("index.html")) }
    func manifest(_ place: String) throws -> Data {
      try Data(contentsOf: sandbox.root.appendingPathComponent("\(place)/manifest.json"))
    }
    let configs = ["forecastpack.yml", "other.yml"]
    var indices: [Data] = []
    var duration = 0.0
    for config in configs {
      let clock = ContinuousClock()
      let start = clock.now
      try finish(config)
      duration = (clock.now - start) / .seconds(1)
      indices.append(try index())
    }
    #expect(indices[0] != indices[1])
    var generator = SplitMix(seed: 20_131_131)
    for attempt in 0..<50 {
      let instant = duration * (Double(attempt / 2) + generator.fraction()) / 25
      _ = try share(configs[attempt % 2], kill: instant)
      #expect(indices.contains(try index()), "killed after \(instant) s of \(duration)")
      for month in ["2013-10", "2013-11"] {
        #expect(
          try verify(sandbox, ["share/\(month)", "--files-only"]).status == 0, "killed after \(instant) s")
        let known = try ["packs", "others"].map { try manifest("\($0)/\(month)") }
        #expect(known.contains(try manifest("share/\(month)")), "killed after \(instant) s")
      }
    }
    try finish(configs[0])
    #expect(try index() == indices[0])
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(names == ["2013-10", "2013-11", "index.html"])
  }

  /// Some file systems of shares cannot exchange two folders: the call is made to fail as theirs does.
  @Test func withoutAnExchangeOfFoldersThePackIsReplacedInTwoSteps() throws {
    let sandbox = try Self.project.get()
    let source = sandbox.root.appendingPathComponent("no_exchange.c")
    try """
    #include <errno.h>
    int renameat2(int a, const char *b, int c, const char *d, unsigned int f) { errno = EINVAL; return -1; }
    """.write(to: source, atomically: true, encoding: .utf8)
    let library = sandbox.root.appendingPathComponent("no_exchange.so").path
    let made = try Outcome.of(["cc", "-shared", "-fPIC", "-o", library, source.path], in: sandbox.root)
    try #require(made.status == 0, "\(made.errors)")
    for config in ["forecastpack.yml", "other.yml", "forecastpack.yml"] {
      let outcome = try sandbox.forecastpack(
        ["share", "--as-of", "2013-11", "--config", config], environment: ["LD_PRELOAD": library])
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
    #expect(try verify(sandbox, ["share/2013-11", "--files-only"]).status == 0)
    let names = try FileManager.default.contentsOfDirectory(
      atPath: sandbox.root.appendingPathComponent("share").path)
    #expect(names.allSatisfy { !$0.hasPrefix(".") }, "\(names)")
  }

  @Test func mailIsTheSameBytesAndNeedsApproval() throws {
    let sandbox = try Self.project.get()
    let refused = try sandbox.forecastpack(["send"])
    #expect(refused.status == 65)
    #expect(refused.errors.contains("is not approved, nobody gets mail"))
    let first = try sandbox.forecastpack(["send", "--draft"], environment: Self.environment)
    #expect(first.status == 0, "\(first.errors)")
    let file = URL(fileURLWithPath: first.output.split(separator: "\n").first.map(String.init) ?? "")
    let bytes = try Data(contentsOf: file)
    _ = try sandbox.forecastpack(["send", "--draft"])
    #expect(try Data(contentsOf: file) == bytes)
    let mail = try Mail(sandbox, file.path)
    #expect(mail.defects.isEmpty)
    #expect(mail.subject == "[DRAFT] AdventureWorks: Forecast pack, Nov 2013")
    #expect(mail.htmlBytes < 80 * 1024)
    #expect(mail.pngs)
    #expect(mail.shown.count == 4)
    #expect(Set(mail.shown) == Set(mail.images.keys))
    #expect(mail.attachments == ["forecast-pack-2013-11.xlsx"])
    #expect(!mail.sheets.isEmpty)
    // The figures of measures.md's executive page, in both bodies.
    for figure in ["5,197", "3,416", "725", "23,429", "48,052"] {
      #expect(mail.text.contains(figure))
      #expect(mail.html.contains(figure))
    }
  }

  @Test func aFailedCheckBlocksMail() throws {
    let sandbox = try Self.project.get()
    _ = try sandbox.query(
      "update ml.actual_sales set value = value + 1 where month = '2013-11-01' and country = 'France' and category = 'Bikes'"
    )
    let outcome = try sandbox.forecastpack(["send", "--draft"])
    _ = try sandbox.query(
      "update ml.actual_sales set value = value - 1 where month = '2013-11-01' and country = 'France' and category = 'Bikes'"
    )
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("nobody gets mail"), "\(outcome.errors)")
  }

  /// Twenty sends that are killed, and one that is not. Who has it, has it once; of whom that is unknown, a person looks
  /// it up in the server's log, as is done here, and sends again.
  @Test func twentyKilledSendsReachEachOnce() throws {
    let sandbox = try Self.project.get()
    let recipients = (1...40).map { "reader\($0)@example.com" }
    let mailbox = try Mailbox(sandbox, ["--delay", "0.03"])
    try mailbox.configure(sandbox, as: "mail.yml", recipients: recipients)
    /// Killed by a signal when the server has taken `after` messages more, and `delay` seconds have passed.
    func send(_ more: [String] = [], after: Int? = nil, delay: Double = 0) throws -> Outcome {
      let before = try mailbox.received().count
      return try Outcome.of(
        [Sandbox.executable.path, "send", "--config", "mail.yml", "--draft", "--smtp"] + more, in: sandbox.root
      ) { process in
        guard let after else { return }
        for _ in 0..<20_000 where process.isRunning {
          if ((try? mailbox.received().count) ?? 0) >= before + after { break }
          usleep(1000)
        }
        Thread.sleep(forTimeInterval: delay)
        Foundation.kill(process.processIdentifier, SIGKILL)
      }
    }
    var generator = SplitMix(seed: 20_131_211)
    var killed = 0
    for _ in 0..<20 {
      let outcome = try send(after: generator.below(3), delay: generator.fraction() * 0.05)
      killed += outcome.status == 128 + SIGKILL ? 1 : 0
    }
    #expect(killed >= 10)
    var last = try send()
    for _ in 0..<100 where last.status == 75 {
      Thread.sleep(forTimeInterval: 0.05)
      last = try send()
    }
    let known = try sandbox.query("select recipient from ml.outbox where status = 'sent'").split(
      separator: "\n")
    let unknown = try sandbox.query("select recipient from ml.outbox where status = 'unknown'").split(
      separator: "\n")
    #expect(known.count + unknown.count == 40)
    #expect(unknown.isEmpty ? last.status == 0 : last.status == 69, "\(last.errors)")
    let before = try mailbox.received()
    #expect(before.values.allSatisfy { $0 == 1 })
    #expect(known.allSatisfy { before[String($0)] == 1 })
    let missing = unknown.filter { before[String($0)] == nil }
    if !missing.isEmpty {
      let again = try send(["--resend"] + missing.flatMap { ["--to", String($0)] })
      #expect(again.status == 0, "\(again.errors)")
    }
    #expect(try mailbox.received() == Dictionary(uniqueKeysWithValues: recipients.map { ($0, 1) }))
  }

  /// What Tests/DeliveryTests/Python/read_mail.py prints.
  private struct Mail: Decodable {
    let subject: String
    let text: String
    let html: String
    let htmlBytes: Int
    let shown: [String]
    let images: [String: String]
    let pngs: Bool
    let attachments: [String]
    let sheets: [String]
    let defects: [String]

    init(_ sandbox: Sandbox, _ file: String) throws {
      let script = Sandbox.packageRoot.appendingPathComponent("Tests/DeliveryTests/Python/read_mail.py").path
      let outcome = try Outcome.of([Mailbox.python, script, file], in: sandbox.root)
      try #require(outcome.status == 0, "\(outcome.errors)")
      self = try JSONDecoder().decode(Mail.self, from: Data(outcome.output.utf8))
    }
  }
}
