import Digests
import Foundation

/// One file of a folder of SQL: `0001_domains.sql`.
struct SQLFile {
  /// Without the folder and `.sql`.
  let name: String
  let text: String
  /// SHA-256 of the file's bytes, lower-case hexadecimal.
  let digest: String

  /// The `.sql` files of a folder, by the bytes of their names.
  /// Throws `MigrationError.unreadable`.
  static func all(in folder: URL) throws(MigrationError) -> [SQLFile] {
    do {
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
        $0.hasSuffix(".sql")
      }
      return try names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { name in
        let bytes = try Data(contentsOf: folder.appendingPathComponent(name))
        return SQLFile(
          name: String(name.dropLast(4)), text: String(decoding: bytes, as: UTF8.self),
          digest: SHA256.hex(Array(bytes)))
      }
    } catch {
      throw .unreadable(folder: folder.path, reason: error.localizedDescription)
    }
  }
}
