import Forecasting

/// Makes packs: definition and rows to content, content to files.
public enum Pack {
  /// `forecast-pack-2013-11.xlsx`.
  public static func workbookName(_ asOf: Month) -> String { "forecast-pack-\(asOf).xlsx" }

  /// Writes `index.html` (every page), `pages` (a file a page) and the workbook beside `destination`, for
  /// `StagedPack.publish` to put in place.
  ///
  /// `templates` is the folder with html/ and xlsx/; `timestamp` (seconds since 1970) is the only time that gets
  /// into the files, which are otherwise a function of the arguments, byte for byte. Whether the content's checks
  /// passed (`PackContent.isSound`) is for the caller to ask. A content that breaks a rule of the notation
  /// (`NotationRule`) is refused.
  ///
  /// `took` is told how long `page` and `workbook` took. Throws `PackError`, and what `data` throws, which reads the
  /// rows of the data sheets.
  public static func stage(
    _ content: PackContent, data: any DataRowReader, templates: String, destination: String, timestamp: Int,
    took: (_ step: String, _ time: Duration) -> Void = { _, _ in }
  ) throws -> StagedPack {
    try NotationLinter.check(content)
    let html = try HTMLRenderer(templates: templates)
    let workbook = workbookName(content.asOf)
    let sheets = try WorkbookRenderer(content, templates: templates)
    return try StagedPack(for: destination) { folder in
      let clock = ContinuousClock()
      let start = clock.now
      try StagedPack.makeFolder("\(folder)/pages")
      for file in html.files(content, workbook: workbook) {
        try StagedPack.write(Array(file.text.utf8), to: "\(folder)/\(file.name)")
      }
      let middle = clock.now
      took("page", middle - start)
      try sheets.render(to: "\(folder)/\(workbook)", rows: data, timestamp: timestamp)
      took("workbook", clock.now - middle)
    }
  }

  /// Writes the workbook alone to `path`; arguments and errors are those of `stage`.
  public static func writeWorkbook(
    _ content: PackContent, data: any DataRowReader, templates: String, to path: String, timestamp: Int
  ) throws {
    try NotationLinter.check(content)
    try WorkbookRenderer(content, templates: templates).render(to: path, rows: data, timestamp: timestamp)
  }

  /// Renders a pack and puts it in place; returns the paths of its files. Throws `PackError`; the pack that was at
  /// `destination` then stays as it was.
  public static func render(
    definition: PackDefinition, rows: PackRows, data: any DataRowReader, templates: String,
    into destination: String, timestamp: Int
  ) throws -> [String] {
    let language = try Language.read(definition.language, templates: templates)
    let content = try PackContent(definition, rows, language)
    let staged = try stage(
      content, data: data, templates: templates, destination: destination, timestamp: timestamp)
    do {
      try staged.publish()
    } catch {
      staged.discard()
      throw error
    }
    return staged.files.map { "\(destination)/\($0)" }
  }
}
