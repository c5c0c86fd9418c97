import Testing

@testable import Packs

/// The files of a small pack, to the byte.
@Suite struct GoldenTests {
  static let facts: SampleFacts = {
    var facts = SampleFacts()
    facts.history = 14
    facts.vintages = 2
    facts.countries = [("North America", "Canada"), ("Europe", "France")]
    facts.categories = ["Bikes", "Components"]
    return facts
  }()

  static func content() throws -> PackContent { try Sample.content(facts, months: 4) }

  /// A file a page, without the style, which is the same in all.
  @Test func pages() throws {
    let renderer = try HTMLRenderer(templates: Sample.templates)
    for file in try renderer.renderPages(Self.content(), workbook: "pack.xlsx") {
      var text = file.text
      if let start = text.firstRange(of: "<style>"), let end = text.firstRange(of: "</style>") {
        text.removeSubrange(start.upperBound..<end.lowerBound)
      }
      text.replace(/sha256-[^']*/, with: "sha256-…", maxReplacements: 1)
      try Golden.compare(text, with: "pages/\(file.name)")
    }
  }

  @Test func charts() throws {
    let content = try Self.content()
    let chart = try #require(content.domains.first).trend
    let monthly = MonthlySVG(
      chart: chart, numbers: content.numbers, language: content.language, width: 1100, height: 260)
    try Golden.compare(monthly.element(), with: "monthly.svg")
    let bridge = try #require(content.executive.bridge)
    try Golden.compare(
      BridgeSVG(chart: bridge, numbers: content.numbers, width: 560).element(), with: "bridge.svg")
  }

  @Test func workbook() throws {
    try Sample.inTemporaryFolder { folder in
      let renderer = try WorkbookRenderer(Self.content(), templates: Sample.templates)
      try renderer.render(
        to: folder + "/pack.xlsx", rows: Sample.data(Self.facts), timestamp: Sample.timestamp)
      try Golden.compare(TestPython.run("members.py", [folder + "/pack.xlsx"]), with: "workbook.xml")
    }
  }
}
