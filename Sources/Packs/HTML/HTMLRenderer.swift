import Forecasting

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

  /// Every file of the pack's pages: `index.html` with all of them, and a file a page in the folder `pages`, which link
  /// to each other and to the workbook of that file name beside `index.html`. Rendered on all cores, each file whole.
  func files(_ content: PackContent, workbook: String) -> [File] {
    let drafts = drafts(content, workbook)
    return Parallel.map(drafts.count, cores: nil) { position in
      File(name: (position == 0 ? "" : "pages/") + drafts[position].name, text: drafts[position].text())
    }
  }

  /// `index.html` alone.
  func render(_ content: PackContent, workbook: String) -> String { drafts(content, workbook)[0].text() }

  /// The files of the folder `pages` alone.
  func renderPages(_ content: PackContent, workbook: String) -> [File] {
    drafts(content, workbook).dropFirst().map { File(name: $0.name, text: $0.text()) }
  }

  /// A file that is not rendered yet.
  private struct Draft: Sendable {
    let name: String
    let text: @Sendable () -> String
  }

  /// `index.html`, then the pages.
  private func drafts(_ content: PackContent, _ workbook: String) -> [Draft] {
    let questions = Questions(content.tables, asOf: content.asOf)
    let whole = PageStyle(content, PageLinks(form: .file, workbook: workbook), questions)
    let single = PageStyle(content, PageLinks(form: .folder, workbook: workbook), questions)
    let pages = PackPage.all(content, single)
    let index = Draft(name: "index.html") {
      let pages = PackPage.all(content, whole)
      return render(content, whole, pages, shown: pages, title: nil)
    }
    return [index]
      + pages.map { page in
        Draft(name: "\(page.id).html") {
          render(content, single, pages, shown: [page], title: page.title)
        }
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
