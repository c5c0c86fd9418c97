/// The pack as one self-contained page: no script, no request, the style allowed by its hash.
struct HTMLRenderer {
  private let templates: TemplateLibrary
  private let stylesheet: Stylesheet

  /// Reads and checks `templates`/html: pack.mustache, its partials and pack.css.
  init(templates folder: String) throws(PackError) {
    stylesheet = try Stylesheet(path: "\(folder)/html/pack.css")
    templates = try TemplateLibrary(folder: "\(folder)/html", main: "pack", shownWith: PageModel.self)
  }

  /// `workbook` is the file name that the page links to.
  func render(_ content: PackContent, workbook: String) -> String {
    templates.render("pack", PageModel(content: content, stylesheet: stylesheet, workbook: workbook))
  }
}
