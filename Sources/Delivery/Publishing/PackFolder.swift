import Digests
import Foundation

/// The files of a pack on disk, checked against its manifest.
public struct PackFolder: Sendable {
  public let path: String
  public let manifest: PackManifest
  /// SHA-256 of manifest.json as it lies there.
  public let manifestDigest: String

  /// Throws `PublishingError.damaged` without a whole manifest.
  public init(_ path: String) throws(PublishingError) {
    let file = "\(path)/\(PackManifest.fileName)"
    guard let data = FileManager.default.contents(atPath: file) else {
      throw .damaged(path: file, "there is no manifest, or it cannot be read")
    }
    self.path = path
    manifest = try PackManifest(bytes: Array(data), path: file)
    manifestDigest = SHA256.hex(Array(data))
  }

  /// What differs from the manifest: files that are missing, changed or too many. Empty for a whole pack.
  public func problems() -> [PackProblem] {
    var problems: [PackProblem] = []
    let expected = Dictionary(manifest.files.map { ($0.path, $0) }) { first, _ in first }
    let found = Self.entries(path)
    for file in manifest.files where found[file.path] == nil {
      problems.append(PackProblem(.missing, file: file.path, "is missing"))
    }
    for (name, isFile) in found.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) })
    where name != PackManifest.fileName {
      guard let file = expected[name], isFile else {
        problems.append(PackProblem(.extra, file: name, "is not in the manifest"))
        continue
      }
      guard let bytes = FileManager.default.contents(atPath: "\(path)/\(name)") else {
        problems.append(PackProblem(.missing, file: name, "cannot be read"))
        continue
      }
      if bytes.count != file.bytes || SHA256.hex(Array(bytes)) != file.sha256 {
        problems.append(PackProblem(.changed, file: name, "is not as it was written: its SHA-256 is another"))
      }
    }
    return problems
  }

  /// Lists `files` of `folder` with sizes and digests. Throws `PublishingError.target` for one that cannot be read.
  public static func list(_ files: [String], in folder: String) throws(PublishingError) -> [PackManifest.File] {
    var listed: [PackManifest.File] = []
    for file in files.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      guard let bytes = FileManager.default.contents(atPath: "\(folder)/\(file)") else {
        throw .target(path: "\(folder)/\(file)", "cannot be read back")
      }
      listed.append(PackManifest.File(path: file, bytes: bytes.count, sha256: SHA256.hex(Array(bytes))))
    }
    return listed
  }

  /// Everything below `folder` that is no folder, by path, and whether it is a plain file. A folder without a file
  /// counts as one that should not be there.
  private static func entries(_ folder: String) -> [String: Bool] {
    var entries: [String: Bool] = [:]
    let files = FileManager.default
    for name in (try? files.subpathsOfDirectory(atPath: folder)) ?? [] {
      let type = (try? files.attributesOfItem(atPath: "\(folder)/\(name)"))?[.type] as? FileAttributeType
      if type == .typeDirectory {
        if (try? files.contentsOfDirectory(atPath: "\(folder)/\(name)"))?.isEmpty ?? true {
          entries[name] = false
        }
      } else {
        entries[name] = type == .typeRegular
      }
    }
    return entries
  }
}
