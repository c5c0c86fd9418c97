import Foundation
import Testing

/// From the facts to the mail of an approved vintage: what every page, every sheet and the mail say before and after, and
/// who gets it.
@Suite struct SignedPackTests {
  private static let environment = ["SOURCE_DATE_EPOCH": "1386720000"]
  private static let recipients = ["cfo", "controller", "head"].map { "\($0)@example.com" }

  private let sandbox: Sandbox
  private let mailbox: Mailbox

  init() throws {
    sandbox = try Sandbox()
    mailbox = try Mailbox(sandbox)
    try mailbox.configure(
      sandbox, as: "mail.yml", recipients: Self.recipients,
      more: "europe: {label: Europe, recipients: [emea@example.com], keys: {region: Europe}}")
    try run("load")
    try run("run", "--from", "2013-09", "--to", "2013-10")
    // A vintage that is adjusted while it is the latest, and its month then closes.
    try """
    as_of_month,month,region,country,channel,category,amount,unit,reason,author
    2013-10,2013-11,Europe,Germany,Reseller,Bikes,10000.00,USD,"order signed, not yet posted",Ann

    """.write(to: sandbox.root.appendingPathComponent("october.csv"), atomically: true, encoding: .utf8)
    try run("adjust", "--domain", "sales", "--file", "october.csv")
    try run("run", "--as-of", "2013-11")
    // The examples that docs/conversation.md names.
    try FileManager.default.copyItem(
      at: sandbox.root.appendingPathComponent("examples/conversation/comments").resolvingSymlinksInPath(),
      to: sandbox.root.appendingPathComponent("comments"))
    try run(
      "adjust", "--domain", "sales", "--file", "examples/conversation/adjustments.csv",
      saying: "2 adjustments, 30000.00 USD")
  }

  private func run(_ arguments: String..., status: Int32 = 0, saying words: String = "") throws {
    let outcome = try sandbox.forecastpack(arguments, environment: Self.environment)
    try #require(outcome.status == status, "\(arguments): \(outcome.errors)")
    #expect(
      words.isEmpty || (outcome.errors + outcome.output).contains(words), "\(arguments): \(outcome.errors)")
  }

  private func send(_ options: String..., status: Int32 = 0, saying words: String = "") throws {
    let outcome = try sandbox.forecastpack(
      ["send", "--config", "mail.yml"] + options, environment: Self.environment)
    #expect(outcome.status == status, "\(outcome.errors)")
    #expect(words.isEmpty || outcome.errors.contains(words), "\(outcome.errors)")
  }

  /// As the pack's provenance names it.
  private func vintage() throws -> String {
    let page = try String(
      contentsOf: sandbox.root.appendingPathComponent("packs/2013-11/pages/provenance.html"), encoding: .utf8)
    let found = try #require(page.firstMatch(of: /Vintage<\/dt>\s*<dd>(?:<bdi>)?([0-9a-f]{64})/))
    return String(found.1)
  }

  private var mail: URL { sandbox.root.appendingPathComponent("mail/2013-11/readers.eml") }

  /// What each page, sheet and part of the mail says, by its name.
  private func states() throws -> [String: String] {
    let script = Sandbox.packageRoot.appendingPathComponent("Tests/EndToEndTests/Readers/states.py").path
    let pack = sandbox.root.appendingPathComponent("packs/2013-11").path
    let outcome = try Outcome.of([Mailbox.python, script, pack, mail.path], in: sandbox.root)
    try #require(outcome.status == 0, "\(outcome.errors)")
    return Dictionary(
      outcome.output.split(separator: "\n").map { line in
        let parts = line.split(separator: "\t", maxSplits: 1).map(String.init)
        return (parts[0], parts[1])
      }
    ) { "\($0) and \($1)" }
  }

  @Test func anApprovedVintageReachesEachRecipientOnce() throws {
    // A draft: nobody gets it unless it is asked for as one.
    try send("--smtp", status: 65, saying: "is not approved, nobody gets mail")
    #expect(try mailbox.received().isEmpty)
    try send("--draft")
    let draft = try states()
    #expect(draft.filter { $0.key.hasSuffix(".html") }.count == 12, "\(draft.keys.sorted())")
    #expect(draft.filter { $0.key.hasSuffix(", footer") }.count >= 16, "\(draft.keys.sorted())")
    #expect(draft.filter { $0.value != "DRAFT" }.isEmpty)
    // Every sheet that is read, not computed from, says it in a cell too.
    let told = Set(draft.keys.filter { $0.hasSuffix(", cells") }.map { $0.prefix { $0 != "," } })
    #expect(
      told.isSuperset(of: [
        "Index", "Summary", "Sales", "Profit", "Inventory", "Variance", "Accuracy", "Assumptions",
        "Data quality",
        "Checks", "Dictionary",
      ]), "\(told)")
    try send("--draft", "--smtp", "--list", "readers")
    #expect(try mailbox.received() == Dictionary(uniqueKeysWithValues: Self.recipients.map { ($0, 1) }))
    try expectStepsToAddUp()

    let page = try String(
      contentsOf: sandbox.root.appendingPathComponent("packs/2013-11/pages/executive.html"), encoding: .utf8)
    #expect(page.contains("Resellers are 15 % behind their quotas") && !page.contains("Written about"))
    #expect(try String(decoding: mailbox.messages()[0], as: UTF8.self).contains("Resellers are 15 % behind"))

    // A check that fails: nobody gets anything, also not as a draft.
    let wrong = "where month = '2013-11-01' and country = 'France' and category = 'Bikes'"
    _ = try sandbox.query("update ml.actual_sales set value = value + 1 \(wrong)")
    try send("--draft", "--smtp", status: 65, saying: "checks of the pack failed, nobody gets mail")
    _ = try sandbox.query("update ml.actual_sales set value = value - 1 \(wrong)")
    #expect(try mailbox.messages().count == 3)

    // Approved: every page, sheet and the mail say by whom, and each gets the final one, once.
    let approval = ["approve", "--as-of", "2013-11", "--by", "Bea Lang", "--note", "agreed", "--vintage"]
    let other = try sandbox.forecastpack(approval + ["deadbeef"], environment: Self.environment)
    #expect(other.status == 65 && other.errors.contains("was superseded or changed since"), "\(other.errors)")
    let signature = try sandbox.forecastpack(approval + [vintage()], environment: Self.environment)
    try #require(signature.status == 0, "\(signature.errors)")
    try send("--smtp", "--list", "readers")
    try send("--smtp", "--list", "readers")
    let signed = try states()
    #expect(Set(signed.keys).subtracting(["subject"]) == Set(draft.keys).subtracting(["subject"]))
    #expect(signed["subject"] == "nothing")
    let unsigned = signed.filter { $0.key != "subject" && $0.value != "Approved by Bea Lang, 2013-12-11" }
    #expect(unsigned.isEmpty, "\(unsigned)")
    #expect(try mailbox.received() == Dictionary(uniqueKeysWithValues: Self.recipients.map { ($0, 2) }))
    // What arrived is the file, byte for byte, and the plan is in it.
    let sent = try Data(contentsOf: mail)
    #expect(try mailbox.messages().suffix(3) == [sent, sent, sent])
    let script = Sandbox.packageRoot.appendingPathComponent("Tests/DeliveryTests/Python/read_mail.py").path
    let read = try Outcome.of([Mailbox.python, script, mail.path], in: sandbox.root)
    try #require(read.status == 0, "\(read.errors)")
    // Reseller sales of January to November 2013 against the quotas, from the source data.
    for figure in ["Sales, Reseller: against plan", "33,575", "39,575", "−15\u{a0}%"] {
      #expect(read.output.contains(figure) || read.output.contains(Self.escaped(figure)), "\(figure)")
    }
    // A list that is shown a region has its figures, and no other's, in the workbook neither.
    try send("--smtp", "--list", "europe")
    let europe = try Outcome.of(
      [Mailbox.python, script, sandbox.root.appendingPathComponent("mail/2013-11/europe.eml").path],
      in: sandbox.root)
    let total = try sandbox.query(
      "select to_char(round(value / 1000), 'FM9,999') from ml.kpi_monthly_sales where as_of_month = '2013-11-01' "
        + "and level = 'region' and region = 'Europe' and period = 'month' and comparison = 'ac_py'")
    #expect(europe.output.contains("Sales Europe") && europe.output.contains(total), "\(europe.errors)")
    for other in ["United States", "Canada", "Australia", "North America", "Pacific"] {
      #expect(!europe.output.contains(other), "\(other)")
    }
    #expect(try mailbox.received()["emea@example.com"] == 1)
    try run("verify", "packs/2013-11", saying: "agree with the database")
  }

  /// What seasonal naive, model, reconciliation and adjustment were worth one month ahead, in SQL and on the page, whose
  /// numbers are all those of the views. Expected: the errors computed again from what is stored, without the view.
  private func expectStepsToAddUp() throws {
    let steps = try sandbox.query(
      """
      with pair as (
        select origin.as_of_month, origin.month, sum(origin.predicted_value) as forecast
        from ml.ml_pred_sales_1m origin where as_of_month in ('2013-09-01', '2013-10-01') group by 1, 2
      ), adjusted as (
        select sum(abs(actual.value - pair.forecast - case when pair.as_of_month = '2013-10-01' then 10000 else 0 end))
          as error
        from pair join (select month, sum(value) as value from ml.actual_sales group by month) actual using (month)
      ), naive as (
        select sum(abs(actual.value - before.value)) as error
        from pair join (select month, sum(value) as value from ml.actual_sales group by month) actual using (month)
        join (select month, sum(value) as value from ml.actual_sales group by month) before
          on before.month = (pair.month - interval '1 year')::date
      ), view as (
        select * from ml.forecast_value_added_sales
        where as_of_month = '2013-11-01' and level = 'total' and window_months = 12 and horizon = 1
      )
      select string_agg(step || ' ' || pairs || ' ' || coalesce(changed_pairs::text, '-'), ', ' order by step_position),
        sum(value_added) = (select naive.error - adjusted.error from naive, adjusted),
        max(sum_abs_error) filter (where step = 'adjusted') = (select error from adjusted),
        max(value_added) filter (where step = 'adjusted') in (10000, -10000)
      from view
      """)
    let parts = steps.split(separator: "|").map(String.init)
    #expect(parts.count == 4 && parts[0].hasSuffix("adjusted 2 1"), "\(steps)")
    #expect(parts.suffix(3) == ["t", "t", "t"], "\(steps)")
    let script = Sandbox.packageRoot.appendingPathComponent("Tests/EndToEndTests/Readers/walk.py").path
    let page = sandbox.root.appendingPathComponent("packs/2013-11/index.html")
    let walk = try Outcome.of(
      [
        Mailbox.python, script, page.path, "2013-11", Sandbox.executable.path, "db", "psql", "--", "-AtXq",
        "-v",
        "ON_ERROR_STOP=1",
      ], in: sandbox.root)
    #expect(walk.status == 0, "\(walk.errors)")
    let text = try String(contentsOf: page, encoding: .utf8)
    let table = try #require(text.firstRange(of: "id=\"t-sales-value-added\""))
    #expect(text[table.upperBound...].prefix(20_000).contains("<bdi>Adjusted</bdi>"))
  }

  /// As Python's JSON has it.
  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.map { $0.isASCII ? String($0) : "\\u" + String(format: "%04x", $0.value) }.joined()
  }
}
