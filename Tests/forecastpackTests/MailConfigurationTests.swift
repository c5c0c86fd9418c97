import Domains
import Foundation
import StrictYAML
import Testing

@testable import forecastpack

/// The blocks `mail` and `share` of forecastpack.yml. Expected: every mistake is told by file, line and what to write.
@Suite struct MailConfigurationTests {
  private static let block = """
    from: forecast@example.com
    from_name: Forecast team
    allowed_domains: [example.com, Example.ORG]
    folder: mail
    attach_up_to_kb: 5000
    link: https://share.example.com/forecast/
    smtp: {host: smtp.example.com, user: forecast}
    lists:
      finance: {label: Finance, recipients: [cfo@example.com, auditor@example.org]}
      sales: {label: Sales, recipients: [head@example.com], domains: [sales]}

    """

  private static let profit = Domain(
    name: "profit", label: "Profit", dataset: "d", keys: ["country"], unit: "USD", decimals: 2, kind: .flow,
    preference: .higher, levels: [Domain.Level(name: "total", keys: [])])

  private func read(_ text: String) throws -> MailConfiguration {
    try MailConfiguration(
      YAMLValue.parse(text, file: "forecastpack.yml"),
      root: URL(filePath: "/project/", directoryHint: .isDirectory),
      domains: [AmendmentFileTests.sales, Self.profit])
  }

  @Test func readsABlock() throws {
    let mail = try read(Self.block)
    #expect(mail.lists.map(\.name) == ["finance", "sales"])
    #expect(mail.lists[0].recipients.map(\.description) == ["cfo@example.com", "auditor@example.org"])
    #expect(mail.lists.map(\.domains) == [nil, ["sales"]])
    #expect(mail.link == "https://share.example.com/forecast")
    #expect(mail.server?.settings.security == .starttls)
    #expect(mail.server?.settings.port == 587)
    #expect(mail.largestAttachment == 5_000_000)
  }

  @Test(arguments: [
    ("cfo@example.com", "cfo@elsewhere.com", "is outside of the allowed domains (example.com, example.org)"),
    ("cfo@example.com", "\"cfo@example.com\\r\\nBcc: eve@example.com\"", "is no mail address"),
    ("cfo@example.com", "\"cfo@example.com\\nRCPT TO:<eve@example.com>\"", "is no mail address"),
    ("cfo@example.com", "auditor@example.org", "stands twice"),
    ("[cfo@example.com, auditor@example.org]", "[]", "is empty; expected at least one address"),
    ("label: Finance", "label: \"Finance\\r\\nBcc: eve@example.com\"", "has a line break"),
    ("from_name: Forecast team", "from_name: \"a\\nb\"", "has a line break"),
    ("from: forecast@example.com", "from: Forecast <forecast@example.com>", "is no mail address"),
    (
      "domains: [sales]", "domains: [inventory]",
      "there is no domain 'inventory'; expected some of sales, profit"
    ),
    ("domains: [sales]", "keys: {planet: Mars}", "no domain of the list has a level of 'planet' alone"),
    (
      "domains: [sales]", "domains: [profit], keys: {region: EU}",
      "no domain of the list has a level of 'region' alone"
    ),
    ("domains: [sales]", "keys: {region: EU, country: FR}", "has 2 keys; expected one"),
    ("user: forecast", "security: plain", "is 'plain', which is only for a server on this machine"),
    ("user: forecast", "password: x", "unknown key 'smtp.password'"),
    ("host: smtp.example.com", "host: \"a b\"", "expected a host name"),
    ("https://share.example.com/forecast/", "javascript:alert(1)", "expected https://"),
    ("finance: {", "\"../x\": {", "is no name of a list"),
  ]) func refusesWhatIsWrong(_ old: String, _ new: String, _ words: String) {
    let text = Self.block.replacing(old, with: new)
    #expect { try read(text) } throws: {
      "\($0)".contains(words) && "\($0)".firstMatch(of: #/^forecastpack\.yml:[0-9]+: /#) != nil
    }
  }

  @Test func aListMayBeShownAPart() throws {
    let mail = try read(Self.block.replacing("domains: [sales]", with: "keys: {region: EU}"))
    #expect(mail.lists.map { $0.part?.value } == [nil, "EU"])
    #expect(mail.lists[1].part?.key == "region")
  }

  @Test func fiveHundredRecipientsAreRead() throws {
    let many = (1...500).map { "r\($0)@example.com" }.joined(separator: ", ")
    let text = Self.block.replacing("cfo@example.com, auditor@example.org", with: many)
    #expect(try read(text).lists[0].recipients.count == 500)
  }

  @Test func readsAShare() throws {
    let root = URL(filePath: "/project/", directoryHint: .isDirectory)
    let share = try ShareConfiguration(YAMLValue.parse("folder: share\nkeep: 3\n", file: "f.yml"), root: root)
    #expect(share.folder.path == "/project/share")
    #expect(share.retention == .init(packs: 3, removesApproved: false))
    #expect(throws: YAMLError.self) {
      try ShareConfiguration(YAMLValue.parse("folder: share\nkeep: 0\n", file: "f.yml"), root: root)
    }
  }
}
