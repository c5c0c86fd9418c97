import Domains
import Foundation
import StrictYAML

@testable import Delivery
@testable import Packs
@testable import Warehouse
@testable import forecastpack

/// What people write about a vintage, who gets its mail, and what a pack says of itself.
extension FuzzTarget {
  static let conversation: [FuzzTarget] = [
    FuzzTarget(
      "plan_file",
      samples: [
        Array("month,country,channel,plan,unit\n2013-01,France,Reseller,250000.00,USD\n".utf8),
        Array("unit,plan,channel,month,country\r\nUSD,-1.5,\"In,ternet\",2013-02-01,France\r\n".utf8),
      ], tokens: ["USD", "EUR", "France", "2013-01", "\"\"", "999999999999999999"], body: plan),
    FuzzTarget(
      "adjustment_file",
      samples: [
        Array(
          "as_of_month,month,country,channel,amount,unit,reason,author\n2013-11,2013-12,France,Reseller,5,USD,why,Ann\n"
            .utf8)
      ], tokens: ["USD", "France", "2013-12", "\"two\nlines\"", "0.00", " "], body: adjustment),
    FuzzTarget(
      "comment_file",
      samples: [
        Array(
          "- {domain: sales, level: total, comparison: ac_py, about: -12.5, by: Ann, text: \"Late \\\"orders\\\"\"}\n"
            .utf8),
        Array(
          "- domain: sales\n  level: country\n  keys: {country: France}\n  period: ytd\n  comparison: ac_pl\n  about: 3\n  by: Ben\n  text: |\n    Two\n    lines\n"
            .utf8),
      ], tokens: ["keys: {", "period: ", "about: ", "[]", "~", "|\n"], body: comments),
    FuzzTarget(
      "mail_configuration",
      samples: [
        Array(
          """
          from: forecast@example.com
          from_name: Forecast team
          allowed_domains: [example.com, Example.ORG]
          folder: mail
          attach_up_to_kb: 5000
          link: https://share.example.com/forecast/
          smtp: {host: smtp.example.com, port: 587, security: starttls, user: forecast, wait_seconds: 3}
          lists:
            finance: {label: Finance, recipients: [cfo@example.com, auditor@example.org]}
            sales: {label: Sales, recipients: [head@example.com], domains: [sales]}

          """.utf8)
      ], tokens: ["@", "\\r\\nBcc: eve@example.com", "recipients: [", "security: tls", "localhost", "[]"],
      body: mail),
    FuzzTarget(
      "mail_address",
      samples: ["cfo@example.com", "first.last+tag@x-y.example", "o'neil@example.com"].map { Array($0.utf8) },
      tokens: ["@", "..", "<", ">", "\"", "[127.0.0.1]", " "], body: address),
    FuzzTarget(
      "messages", samples: try ["en", "de"].map { try file("templates/messages/\($0).yml") },
      tokens: ["{", "}", "{month}", ": ", "\n", "months: ["], body: messages),
    FuzzTarget(
      "pack_manifest", samples: [packManifest.encoded, other.encoded],
      tokens: ["\"files\" : [", "null", "\"sha256\" : ", "1e9", "{}", "\"format\" : 1"], body: manifest),
    FuzzTarget(
      "pack_table",
      samples: [
        Array("month,country,value\n2013-11-01,\"a,\"\"b\",'=1+1\n2013-12-01,\"\",\n".utf8),
        Array("c\n-12.50\n\n".utf8),
      ], tokens: ["\"\"", "\"", "'", "=", ",", "\r\n"], body: table),
  ]

  private static let sales = Domain(
    name: "sales", label: "Sales", dataset: "ml_train_sales_monthly", keys: ["country", "channel"], unit: "USD",
    decimals: 2, kind: .flow, preference: .higher,
    levels: [Domain.Level(name: "total", keys: []), Domain.Level(name: "country", keys: ["country"])])
  private static let known: Set = [SeriesKey(["France", "Reseller"]), SeriesKey(["France", "In,ternet"])]

  /// Refused with the file's name, or rows of series that are known, each month once.
  private static func plan(_ input: [UInt8]) throws {
    guard
      let file = try read(
        input,
        { (table) throws(Failure) in
          try PlanFile(table, domain: sales, known: known)
        }, columns: PlanFile.columns(sales))
    else { return }
    try require(file.rows.allSatisfy { known.contains($0.keys) }, "an unknown series")
    let places = file.rows.map { "\($0.month) \($0.keys.values)" }
    try require(Set(places).count == places.count, "a month twice")
  }

  private static func adjustment(_ input: [UInt8]) throws {
    guard
      let file = try read(
        input,
        { (table) throws(Failure) in
          try AdjustmentFile(table, domain: sales, known: known)
        }, columns: AdjustmentFile.columns(sales))
    else { return }
    for adjustment in file.adjustments {
      try require(known.contains(adjustment.keys) && !adjustment.amount.isZero, "an adjustment of nothing")
      try require(!adjustment.reason.isEmpty && !adjustment.author.isEmpty, "nobody's adjustment")
    }
  }

  private static func read<File>(
    _ input: [UInt8], _ body: (CSVTable) throws(Failure) -> File, columns: [String]
  ) throws -> File? {
    do throws(Failure) {
      return try body(CSVTable(Data(input), name: "input.csv", columns: columns))
    } catch {
      try require("\(error)".hasPrefix("input.csv:"), "no file in '\(error)'")
      return nil
    }
  }

  private static func comments(_ input: [UInt8]) throws {
    try document(input) { (text) throws(YAMLError) in
      for comment in try CommentFile(text, name: "input.yml", domains: [sales]).comments {
        guard !comment.author.isEmpty, !comment.text.isEmpty, comment.keys.values.count == 2 else {
          throw try YAMLValue.parse("x", file: "a comment of nobody").error("was taken")
        }
      }
    }
  }

  /// No recipient is outside of the allowed domains, and no text that becomes a header has a control character.
  private static func mail(_ input: [UInt8]) throws {
    var taken: MailConfiguration?
    try document(input) { (text) throws(YAMLError) in
      taken = try MailConfiguration(
        YAMLValue.parse(text, file: "input.yml"), root: URL(filePath: "/project/", directoryHint: .isDirectory),
        domains: [sales])
    }
    guard let taken else { return }
    for list in taken.lists {
      try require(!list.recipients.isEmpty && Set(list.recipients).count == list.recipients.count, "\(list)")
      for recipient in list.recipients { try isHarmless(recipient.description) }
      try isHarmless(list.label)
    }
    try isHarmless(taken.senderName ?? "")
  }

  private static func isHarmless(_ text: String) throws {
    try require(
      !text.unicodeScalars.contains { $0.properties.generalCategory == .control },
      "a control character in '\(text)'")
  }

  private static func address(_ input: [UInt8]) throws {
    guard let address = MailAddress(String(decoding: input, as: UTF8.self)) else { return }
    let text = address.description
    try require(MailAddress(text) == address, "'\(text)' is not taken again")
    try require(text.utf8.allSatisfy { (33...126).contains($0) }, "'\(text)' has more than plain ASCII")
    try require(text.utf8.count { $0 == UInt8(ascii: "@") } == 1, "'\(text)' has not one @")
    try require(!text.contains { "<>\"\\,;:()[]".contains($0) }, "'\(text)' ends an address in SMTP")
  }

  private static func messages(_ input: [UInt8]) throws {
    try document(input) { (text) throws(YAMLError) in
      let language = try Language("en", YAMLValue.parse(text, file: "input.yml"))
      for message in Message.allCases { _ = language.text(message, ["month": "{month}", "domain": "{"]) }
    }
  }

  private static func document(_ input: [UInt8], _ body: (String) throws(YAMLError) -> Void) throws {
    guard let text = String(validating: input, as: UTF8.self) else { return }
    do throws(YAMLError) {
      try body(text)
    } catch {
      try require(error.file == "input.yml", "no file in '\(error)'")
    }
  }

  private static let packManifest = PackManifest(
    asOf: "2013-11", title: "Forecast pack", organisation: "Sample", approvedBy: nil, approvedAt: nil,
    runs: [PackManifest.Run(domain: "sales", runID: "1", datasetDigest: "2", origin: "live")],
    headlines: [PackManifest.Headline(domain: "sales", label: "Sales", unit: "USD", decimals: 2)],
    tables: [PackManifest.Table(path: "data/a.csv", relation: "a", rows: 1)],
    files: [PackManifest.File(path: "data/a.csv", bytes: 3, sha256: String(repeating: "a", count: 64))])

  private static let other = PackManifest(
    asOf: "2013-10", title: "\"Ü\"", organisation: "\u{1F469}\u{200D}\u{1F4BB}", approvedBy: "Lee",
    approvedAt: "2013",
    runs: [], headlines: [], tables: [], files: [])

  /// Nothing is taken that was not written: no change of a manifest goes unnoticed.
  private static func manifest(_ input: [UInt8]) throws {
    guard let found = try? PackManifest(bytes: input, path: "manifest.json") else { return }
    try require(found == packManifest || found == other, "a change went unnoticed: \(found)")
  }

  /// What is read is written again as the same rows.
  private static func table(_ input: [UInt8]) throws {
    guard let rows = PackTableFile.decode(input), let head = rows.first, !head.contains(nil) else { return }
    let names = head.compactMap { $0 }
    let again = PackTableFile.decode(
      PackTableFile.encode(PackTable(relation: "t", keys: [], columns: names, rows: Array(rows.dropFirst()))))
    try require(again == rows, "\(rows) became \(again ?? [])")
  }
}
