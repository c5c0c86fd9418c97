import Testing

@testable import Packs

/// The files of a small pack, to the byte.
@Suite struct GoldenTests {
  static let facts: SampleFacts = {
    var facts = SampleFacts()
    facts.history = 14
    facts.hasPlan = true
    facts.vintages = 2
    facts.countries = [("North America", "Canada"), ("Europe", "France")]
    facts.categories = ["Bikes", "Components"]
    return facts
  }()

  /// Price, volume and mix are of the month, since the year to date has no prior year here.
  static func definition() throws -> PackDefinition {
    var definition = try Sample.definition()
    (definition.history, definition.ahead) = (4, 4)
    definition.domains[0].priceVolume?.period = .month
    return definition
  }

  static func content() throws -> PackContent {
    try PackContent(definition(), SampleRows(facts: facts).packRows(), Sample.language())
  }

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
    let page = try #require(content.domains.first { $0.domain.name == "profit" })
    let style = PageStyle(content, PageLinks(form: .file, workbook: "pack.xlsx"))
    let drawings = [
      ("monthly", ChartModel(page.trend, style, width: 400, height: 210)),
      ("tiers", ChartModel(tiers: page.trend, style, width: 1100)),
      ("structure", ChartModel(try #require(page.structure), style, width: 1100)),
      ("multiples", ChartModel(try #require(page.multiples), style, width: 1100)),
      ("cone", ChartModel(try #require(page.cones.first), style, width: 560, height: 220)),
      ("horizons", ChartModel(page.horizons, style, width: 560, height: 220)),
    ]
    for (name, chart) in drawings { try Golden.compare(chart.drawing, with: "charts/\(name).svg") }
    let sales = try #require(content.domains.first?.priceVolume)
    for bridge in page.bridges + [sales.bridge] {
      try Golden.compare(
        ChartModel(bridge, style, width: 560).drawing, with: "charts/\(bridge.id).svg")
    }
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
