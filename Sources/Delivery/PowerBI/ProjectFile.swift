/// A file of a project.
public struct ProjectFile: Hashable, Sendable {
  /// Below the project's folder, with `/`.
  public var path: String
  public var text: String

  init(_ path: String, _ text: String) {
    self.path = path
    self.text = text
  }

  func below(_ folder: String) -> ProjectFile { ProjectFile("\(folder)/\(path)", text) }
}
