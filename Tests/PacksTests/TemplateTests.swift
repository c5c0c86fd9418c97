import Foundation
import Testing

@testable import Packs

/// What Mustache would pass over in silence is an error with file and line.
@Suite struct TemplateTests {
  @Test(arguments: [
    ("{{titel}}", 2, "there is no name 'titel' here"),
    ("{{#nav}}{{link_labels}}{{/nav}}", 2, "there is no name 'link_labels' here"),
    ("{{#nav}}", 2, "the section '{{#nav}}' is not closed"),
    ("{{#nav}}\n{{/pages}}", 3, "'{{/pages}}' ends no section"),
    ("{{>no_such}}", 2, "no_such.mustache'"),
    ("{{>pack}}", 2, "includes itself"),
    ("{{{title}}}", 2, "'title' is text; write {{title}}"),
    ("{{stylesheet}}", 2, "'stylesheet' is markup; write {{{stylesheet}}}"),
    ("{{nav}}", 2, "'nav' is a section"),
    ("{{#title}}x{{/title}}", 2, "'title' is no section"),
    ("{{=<% %>=}}", 2, "is not a tag that pack templates have"),
    ("{{uppercased(title)}}", 2, "is not a tag that pack templates have"),
    ("{{title", 2, "a tag is not closed"),
    ("{{^nav}}{{link_label}}{{/nav}}", 2, "there is no name 'link_label' here"),
  ])
  func mistakesAreNamed(template: String, line: Int, message: String) throws {
    try Sample.inTemporaryFolder { folder in
      try ("<p>\n" + template).write(toFile: folder + "/pack.mustache", atomically: true, encoding: .utf8)
      let error = #expect(throws: PackError.self) {
        _ = try TemplateLibrary(folder: folder, shown: [("pack", PageModel.self)])
      }
      #expect(error?.kind == .definition)
      #expect(error?.file == folder + "/pack.mustache")
      #expect(error?.line == line)
      #expect(error?.message.contains(message) == true, "\(error?.message ?? "no error")")
    }
  }

  @Test func aMissingFolderIsAnError() {
    let error = #expect(throws: PackError.self) { _ = try HTMLRenderer(templates: "/no/such") }
    #expect(error?.file == "/no/such/html/pack.css")
  }

  @Test(arguments: ["</style><script>", "@import 'x'", "a { background: url(https://x) }"])
  func aStyleThatLoadsOrEndsIsRefused(style: String) throws {
    try Sample.inTemporaryFolder { folder in
      try style.write(toFile: folder + "/pack.css", atomically: true, encoding: .utf8)
      #expect(throws: PackError.self) { _ = try Stylesheet(path: folder + "/pack.css") }
    }
  }
}
