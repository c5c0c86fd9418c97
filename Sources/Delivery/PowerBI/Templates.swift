import Foundation
import StrictYAML

/// The files under templates/powerbi.
public struct Templates: Sendable {
  let folder: URL
  let measures: MeasureTemplates

  /// Throws `PowerBIError` for a file that cannot be read or does not say what is expected.
  public init(folder: URL) throws(PowerBIError) {
    self.folder = folder
    let path = folder.appending(path: "measures.yml").path
    do {
      measures = try MeasureTemplates(YAMLValue.read(path: path))
    } catch {
      throw PowerBIError(file: error.file, error.line.map { "line \($0): \(error.message)" } ?? error.message)
    }
  }

  func text(_ path: String) throws(PowerBIError) -> String {
    let url = folder.appending(path: path)
    do {
      return try String(contentsOf: url, encoding: .utf8)
    } catch {
      throw PowerBIError(file: url.path, "cannot be read; the templates come with the program")
    }
  }

  /// The lines of a query, its placeholders filled.
  func query(_ name: String, _ values: [String: String] = [:]) throws(PowerBIError) -> [String] {
    let path = "source/\(name).pq"
    return try Placeholders.fill(text(path), values, file: path).trimmedLines
  }
}

extension String {
  /// Lines without the empty ones at the end.
  var trimmedLines: [String] {
    var lines = split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while lines.last == "" { lines.removeLast() }
    return lines
  }
}
