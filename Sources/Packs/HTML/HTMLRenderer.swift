/// The pack as pages: no script, no request, the style allowed by its hash. One file with everything, or a file a page.
struct HTMLRenderer {
  private let templates: TemplateLibrary
  private let stylesheet: Stylesheet

  /// A file of the pack and its text.
  struct File {
    let name: String
    let text: String
  }

  /// What each template is shown with.
  static let shown: [(template: String, model: any TemplateModel.Type)] = [
    ("pack", PageModel.self), ("executive", ExecutiveModel.self), ("domain", DomainModel.self),
    ("variance", VarianceModel.self), ("accuracy", AccuracyModel.self), ("quality", QualityModel.self),
    ("method", MethodModel.self), ("definitions", DefinitionsModel.self), ("checks", ChecksModel.self),
    ("provenance", ProvenanceModel.self),
  ]

  /// Reads and checks `templates`/html: pack.mustache, a template a page, their partials and pack.css.
  init(templates folder: String) throws(PackError) {
    stylesheet = try Stylesheet(path: "\(folder)/html/pack.css")
    templates = try TemplateLibrary(folder: "\(folder)/html", shown: Self.shown)
  }

  /// `index.html` with every page in it; `workbook` is the file name that it links to.
  func render(_ content: PackContent, workbook: String) -> String {
    let style = PageStyle(content, PageLinks(form: .file, workbook: workbook))
    let pages = PackPage.all(content, style)
    return render(content, style, pages, shown: pages, title: nil)
  }

  /// One file a page, which link to each other; for a folder called `pages` beside the workbook.
  func renderPages(_ content: PackContent, workbook: String) -> [File] {
    let style = PageStyle(content, PageLinks(form: .folder, workbook: workbook))
    let pages = PackPage.all(content, style)
    return pages.map { page in
      File(name: "\(page.id).html", text: render(content, style, pages, shown: [page], title: page.title))
    }
  }

  private func render(
    _ content: PackContent, _ style: PageStyle, _ pages: [PackPage], shown: [PackPage], title: String?
  ) -> String {
    let bodies = shown.map { page in
      SectionModel(page: page, body: templates.render(page.template, page.model))
    }
    return templates.render(
      "pack",
      PageModel(
        content: content, stylesheet: stylesheet, style: style, pages: pages,
        sections: bodies,
        pageTitle: title))
  }
}
