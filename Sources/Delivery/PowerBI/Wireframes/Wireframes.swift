import Foundation

/// Pictures of a project's pages, drawn from the JSON of the report: where visuals stand and what they show.
public struct Wireframes {
  private let pages: [PageSketch]

  /// Reads the report of the project in `project`. Throws `PowerBIError` for one that is not whole.
  public init(project: URL) throws(PowerBIError) {
    let folder = project.appending(path: "\(PowerBIProject.name).Report/definition/pages")
    let order = try ReportJSON(file: folder.appending(path: "pages.json"))["pageOrder"].texts
    var pages: [PageSketch] = []
    for name in order { pages.append(try PageSketch(folder: folder.appending(path: name))) }
    self.pages = pages
  }

  /// The pictures, in the order of the pages: `1-overview.svg`.
  public func files() -> [ProjectFile] {
    pages.enumerated().map { index, page in
      let words = page.title.lowercased().unicodeScalars
        .split { !($0.properties.isAlphabetic || $0.properties.numericType != nil) }
        .map { String(String.UnicodeScalarView($0)) }
      return ProjectFile("\(index + 1)-\(words.joined(separator: "-")).svg", page.svg)
    }
  }

  /// Writes them into `folder` and returns their paths. Throws for what cannot be written.
  public func write(to folder: URL) throws(PowerBIError) -> [String] {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      return try files().map { file in
        let url = folder.appending(path: file.path)
        try Data(file.text.utf8).write(to: url, options: .atomic)
        return url.path
      }
    } catch {
      throw PowerBIError(.output, file: folder.path, "cannot be written: \(error.localizedDescription)")
    }
  }
}
