import Digests
import Foundation

/// What the datasets' SQL was: one digest over the dbt project.
public enum DbtProjectDigest {
  /// SHA-256 over path and bytes of `dbt_project.yml` and every file under `models`, `macros`, `seeds` and `snapshots`, in
  /// the order of the paths' UTF-8 bytes; 64 hexadecimal digits.
  ///
  /// - Throws: `DbtError` of kind `project` for a file that cannot be read.
  public static func compute(_ project: URL) throws(DbtError) -> String {
    let root = project.resolvingSymlinksInPath()
    var paths = ["dbt_project.yml"]
    for folder in ["models", "macros", "seeds", "snapshots"] {
      let names = FileManager.default.enumerator(atPath: root.appending(path: folder).path)
      while let name = names?.nextObject() as? String {
        var isFolder: ObjCBool = false
        let path = root.appending(path: folder).appending(path: name).path
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else {
          continue
        }
        paths.append("\(folder)/\(name)")
      }
    }
    let hash = SHA256()
    for path in paths.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      let file = root.appending(path: path).path
      guard let data = FileManager.default.contents(atPath: file) else {
        throw DbtError(.project, "\(file) cannot be read")
      }
      hash.updateField(path)
      hash.updateField(String(decoding: data, as: UTF8.self))
    }
    return hash.finishHex()
  }
}
