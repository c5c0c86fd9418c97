import Foundation
import Testing

@testable import Packs

/// Names that are not names.
@Suite struct HostileTests {
  static let facts: SampleFacts = {
    var facts = SampleFacts()
    facts.countries = [
      ("<script>alert(1)</script>", "=cmd|' /C calc'!A0"), ("North & \"South\"", "'); drop table x;--"),
      ("אירופה", "ישראל \u{202e}evil"), ("🌍", "👩‍👩‍👧‍👦"), ("<\u{301}img src=x onerror=alert(1)>", "+1"),
      ("line\nbreak\ttab", String(repeating: "ß", count: 255)),
    ]
    facts.channels = ["@SUM(A1)", "{{{title}}}"]
    facts.categories = ["</style><b>", "]]>", "--><!--", "\u{1}\u{fffe}"]
    return facts
  }()

  @Test func thePageStaysAPage() throws {
    try Sample.inTemporaryFolder { folder in
      let content = try Sample.content(Self.facts)
      let page = try HTMLRenderer(templates: Sample.templates).render(content, workbook: "pack.xlsx")
      // What it links to.
      try "".write(toFile: folder + "/pack.xlsx", atomically: true, encoding: .utf8)
      try page.write(toFile: folder + "/index.html", atomically: true, encoding: .utf8)
      let found = try TestPython.run("page.py", [folder + "/index.html"])
      #expect(found.hasPrefix("pictures "))
      #expect(page.contains("=cmd|&#39; /C calc&#39;!A0"))
      #expect(page.contains("{{{title}}}"))
      #expect(!page.unicodeScalars.contains("\u{1}"))
    }
  }

  @Test func combiningMarksHideNoMarkup() {
    #expect(Markup.escape("<\u{301}b>&\u{20d0}\"\u{301}") == "&lt;\u{301}b&gt;&amp;\u{20d0}&quot;\u{301}")
  }
}
