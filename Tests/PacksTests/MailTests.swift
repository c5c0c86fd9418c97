import Foundation
import Testing

@testable import Packs

/// The mail of a pack: the same figures as its page, in what mail programs can show.
@Suite struct MailTests {
  private static let links = MailRenderer.Links(
    pack: "https://share.example.com/2013-11/index.html", workbook: .attached, bytes: 210_400)

  private static func body(_ content: PackContent, _ links: MailRenderer.Links = links) throws -> MailBody {
    try MailRenderer(templates: Sample.templates).render(content, links)
  }

  @Test func golden() throws {
    let body = try Self.body(GoldenTests.content())
    try Golden.compare(body.html, with: "mail.html")
    try Golden.compare(body.text, with: "mail.txt")
    let chart = try #require(body.pictures.first)
    try Golden.compare(chart.svg, with: "mail-chart.svg")
  }

  /// Every figure of the executive table stands in both bodies.
  @Test func bothBodiesHaveEveryFigure() throws {
    let content = try Sample.whole.get()
    let body = try Self.body(content)
    for row in content.executive.summary.visible.rows {
      for cell in row.cells {
        let text = cell.text(content.numbers, content.language)
        guard cell != .blank else { continue }
        #expect(body.text.contains(text))
        #expect(body.html.contains(Markup.escape(text)))
      }
    }
    #expect(body.html.utf8.count < MailBody.largest)
    #expect(body.pictures.allSatisfy { body.html.contains("\"cid:\($0.name)\"") })
  }

  @Test func saysDraftUntilSomebodyApproved() throws {
    var content = try Sample.whole.get()
    content.approval = .draft
    let draft = try Self.body(content)
    #expect(draft.subject == "[DRAFT] \(content.organisation): \(content.title), Nov 2013")
    #expect(draft.html.contains(">DRAFT</td>"))
    #expect(draft.text.contains("DRAFT. Checks"))
    content.approval = .approved(by: "Ann Lee", at: "2013-12-11T00:00:00Z")
    let approved = try Self.body(content)
    #expect(approved.subject == "\(content.organisation): \(content.title), Nov 2013")
    #expect(approved.html.contains("Approved by Ann Lee, 2013-12-11"))
    #expect(approved.text.contains("Approved by Ann Lee, 2013-12-11"))
    #expect(!approved.html.contains("DRAFT"))
    #expect(!approved.text.contains("DRAFT"))
  }

  @Test func saysWhereTheWorkbookIs() throws {
    let content = try Sample.whole.get()
    #expect(try Self.body(content).text.contains("Attached: forecast-pack-2013-11.xlsx (211 kB)."))
    let link = MailRenderer.Links(pack: nil, workbook: .linked("https://x.example/a.xlsx"), bytes: 9_000_000)
    #expect(try Self.body(content, link).text.contains("Workbook (9000 kB): https://x.example/a.xlsx"))
    let left = MailRenderer.Links(pack: nil, workbook: .left, bytes: 9_000_000)
    #expect(try Self.body(content, left).text.contains("is too large to be attached"))
  }

  /// What Outlook and Gmail do not know: the list is of caniemail.com's features that both lack.
  @Test func needsNothingThatMailProgramsLack() throws {
    let html = try Self.body(Sample.whole.get()).html
    let absent = [
      "<svg", "<script", "display:flex", "display:grid", "var(--", "position:", "<link", "url(", "data:",
    ]
    for text in absent { #expect(!html.contains(text), "\(text)") }
    #expect(html.matches(of: /<img (?!src="cid:)/).isEmpty)
    #expect(html.matches(of: /<img [^>]*alt=""/).isEmpty)
  }

  @Test func markupOfTheDataStaysText() throws {
    let content = try Sample.content(HostileTests.facts)
    let body = try Self.body(content)
    #expect(!body.html.contains("<script"))
    #expect(!body.text.unicodeScalars.contains { $0.properties.generalCategory == .control && $0 != "\n" })
  }

  @Test func aPartShowsItsDomainsOnly() throws {
    let definition = try Sample.definition().showing(only: ["sales"])
    let rows = SampleRows().packRows().showing(only: ["sales"])
    let body = try Self.body(PackContent(definition, rows, Sample.language()))
    #expect(body.html.contains(">Sales</th>"))
    for other in ["Gross profit", "Margin", "Inventory"] {
      #expect(!body.html.contains(other))
      #expect(!body.text.contains(other))
    }
    #expect(throws: PackError.self) { try Sample.definition().showing(only: ["nothing"]) }
  }

  /// One region as if it were the whole: its sums, and nothing of the others. Expected: sums over the sample's leaves.
  @Test func aPartShowsItsRegionOnly() throws {
    let part = PackPart(key: "region", value: "Europe")
    let whole = SampleRows()
    let rows = whole.packRows().showing(only: part)
    #expect(rows.domains.map(\.domain.label) == ["Sales Europe", "Gross profit Europe"])
    let content = try PackContent(
      Sample.definition().showing(only: part, of: whole.domains.filter { $0.kind == .flow }), rows,
      Sample.language())
    let leaves = whole.leaves(whole.domains[0])
    let europe = leaves.indices.filter { leaves[$0].values[0] == "Europe" }
      .reduce(0) { $0 + whole.facts.actual("sales", $1, whole.facts.asOf) }
    #expect(content.executive.summary.rows[0].cells[1].amount?.scaled == Int64(europe))
    #expect(content.executive.charts.map { $0.points.count } == [24, 24])
    #expect(content.isSound && content.data.isEmpty)
    let body = try Self.body(content)
    #expect(body.text.contains("sales europe, gross profit europe, USD k"))
    #expect(
      body.text.contains("United Kingdom moved most") || body.text.contains("Germany moved most")
        || body.text.contains("France moved most"))
    let tables = content.tables.flatMap { $0.table.rows.flatMap(\.cells) }
    for other in ["United States", "Canada", "Australia", "Pacific", "North America"] {
      #expect(!body.html.contains(other) && !body.text.contains(other), "\(other)")
      let texts = tables.compactMap { cell in if case .text(let text) = cell { text } else { nil } }
      #expect(!texts.contains { $0.contains(other) }, "\(other)")
    }
    #expect(rows.showing(only: PackPart(key: "region", value: "Atlantis")).domains.isEmpty)
  }

  @Test func chartsStandAlone() throws {
    for picture in try Self.body(Sample.whole.get()).pictures {
      #expect(picture.svg.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\""))
      #expect(!picture.svg.contains("var(--"))
      #expect(!picture.svg.contains("@media"))
    }
  }
}
