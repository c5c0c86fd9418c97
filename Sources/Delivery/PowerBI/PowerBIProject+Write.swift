import Foundation

extension PowerBIProject {
  /// Writes the files under `folder`, which is made where it is not there, and takes away those of an earlier project
  /// that this one does not have. Power BI Desktop's own files (`.pbi`) stay.
  ///
  /// Throws for a folder that holds something else, and for what cannot be written.
  public func write(to folder: URL) throws(PowerBIError) {
    let manager = FileManager.default
    do {
      let present = (try? manager.contentsOfDirectory(atPath: folder.path)) ?? []
      guard present.isEmpty || present.contains("\(Self.name).pbip") else {
        throw PowerBIError(
          .output,
          file: folder.path,
          "holds files that are no \(Self.name) project; name an empty folder or one of such a project")
      }
      for stale in Self.definitions { try remove(folder.appending(path: stale), manager) }
      for file in files {
        let url = folder.appending(path: file.path)
        try manager.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(file.text.utf8).write(to: url, options: .atomic)
      }
    } catch let error as PowerBIError {
      throw error
    } catch {
      throw PowerBIError(.output, file: folder.path, "cannot be written: \(error.localizedDescription)")
    }
  }

  /// Folders that a project owns whole.
  private static let definitions = [
    "\(name).SemanticModel/definition", "\(name).Report/definition", "\(name).Report/StaticResources",
    "fallback",
  ]

  private func remove(_ url: URL, _ manager: FileManager) throws {
    if manager.fileExists(atPath: url.path) { try manager.removeItem(at: url) }
  }
}
