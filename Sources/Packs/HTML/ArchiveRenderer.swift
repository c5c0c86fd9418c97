/// The page over all packs of a folder: `index.html` beside the months' folders, self-contained like them.
public struct ArchiveRenderer {
  private let templates: TemplateLibrary
  private let stylesheet: Stylesheet
  private let style: PageStyle

  /// Reads and checks `templates`/html/archive.mustache and pack.css. Numbers and months are written as `definition`
  /// says.
  public init(templates folder: String, definition: PackDefinition) throws(PackError) {
    stylesheet = try Stylesheet(path: "\(folder)/html/pack.css")
    templates = try TemplateLibrary(folder: "\(folder)/html", shown: [("archive", ArchiveModel.self)])
    style = PageStyle(
      numbers: definition.numbers, language: try Language.read(definition.language, templates: folder),
      links: PageLinks(form: .file, workbook: ""))
  }

  public func render(_ archive: PackArchive) -> String {
    templates.render("archive", ArchiveModel(archive: archive, stylesheet: stylesheet, style: style))
  }
}
