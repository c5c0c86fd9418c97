import Testing

@testable import Packs

/// The pages in Chromium: no script, no network, no finding by axe-core, nothing cut in print; and nothing that the Nu
/// Html Checker has to say.
@Suite struct BrowserTests {
  @Test func everyPageIsSound() throws {
    try Sample.inTemporaryFolder { folder in
      let content = try Sample.whole.get()
      let renderer = try HTMLRenderer(templates: Sample.templates)
      var pages: [String] = []
      for file in renderer.renderPages(content, workbook: "pack.xlsx") {
        pages.append("\(folder)/\(file.name)")
        try file.text.write(toFile: pages[pages.count - 1], atomically: true, encoding: .utf8)
      }
      pages.append("\(folder)/index.html")
      try renderer.render(content, workbook: "pack.xlsx").write(
        toFile: pages[pages.count - 1], atomically: true, encoding: .utf8)
      let found = try TestPython.run("browser.py", pages)
      #expect(found.hasPrefix("12 pages "), "\(found)")
      #expect(try TestPython.run("validate.py", pages) == "12 pages\n")
    }
  }
}
