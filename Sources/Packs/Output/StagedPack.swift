import CFiles
import Foundation

/// A folder of files that is complete beside its destination and not yet there.
///
/// `publish` puts it in place by renaming; until then a reader sees the old pack, whatever happens.
public struct StagedPack: Sendable {
  public let destination: String
  /// Paths within the folder, sorted: `index.html`, `pages/checks.html`.
  public let files: [String]
  let folder: String

  /// Lets `write` fill a new folder beside `destination`, then makes it durable. Throws `PackError` (`output`) and
  /// leaves nothing behind if that fails, or what `write` throws.
  init(for destination: String, write: (_ folder: String) throws -> Void) throws {
    let parent = (destination as NSString).deletingLastPathComponent
    let name = (destination as NSString).lastPathComponent
    let parentPath = parent.isEmpty ? "." : parent
    let folder = "\(parentPath)/.\(name).\(ProcessInfo.processInfo.processIdentifier).new"
    do {
      try FileManager.default.createDirectory(atPath: parentPath, withIntermediateDirectories: true)
      Self.removeOrphans(in: parentPath, name: name)
      try? FileManager.default.removeItem(atPath: folder)
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    } catch {
      throw Self.failure(destination, "cannot make a folder beside it: \(error.localizedDescription)")
    }
    do {
      try write(folder)
      files = try Self.sync(folder, destination)
    } catch {
      try? FileManager.default.removeItem(atPath: folder)
      throw error
    }
    self.destination = destination
    self.folder = folder
  }

  /// Removes what processes that are no more left unfinished.
  private static func removeOrphans(in parent: String, name: String) {
    for file in (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    where file.hasPrefix(".\(name).") && file.hasSuffix(".new") {
      guard let process = pid_t(file.dropFirst(name.count + 2).dropLast(4)), kill(process, 0) == -1,
        errno == ESRCH
      else { continue }
      try? FileManager.default.removeItem(atPath: "\(parent)/\(file)")
    }
  }

  /// Puts the pack in place of what is there; the old one goes in the same step and is then removed.
  public func publish() throws(PackError) {
    let isReplacing = FileManager.default.fileExists(atPath: destination)
    let result =
      isReplacing
      ? renameat2(AT_FDCWD, folder, AT_FDCWD, destination, RENAME_FLAG_EXCHANGE)
      : rename(folder, destination)
    guard result == 0 else {
      throw Self.failure(destination, "cannot be put in place: \(Self.reason(errno))")
    }
    if isReplacing { try? FileManager.default.removeItem(atPath: folder) }
    try Self.flush((destination as NSString).deletingLastPathComponent, destination)
  }

  /// Removes the staged files.
  public func discard() { try? FileManager.default.removeItem(atPath: folder) }

  /// Writes `bytes` to a new file. Throws `PackError` (`output`) with the system's reason.
  static func write(_ bytes: [UInt8], to path: String) throws(PackError) {
    guard let file = fopen(path, "wb") else { throw failure(path, "cannot be written: \(reason(errno))") }
    let written = fwrite(bytes, 1, bytes.count, file)
    let flushed = fflush(file)
    let code = errno
    let closed = fclose(file)
    guard written == bytes.count, flushed == 0, closed == 0 else {
      throw failure(path, "cannot be written: \(reason(code))")
    }
  }

  /// Makes a folder within one that is being filled. Throws `PackError` (`output`) with the system's reason.
  static func makeFolder(_ path: String) throws(PackError) {
    guard mkdir(path, 0o777) == 0 else { throw failure(path, "cannot be made: \(reason(errno))") }
  }

  /// Every file and the folder reach the disk before anything is renamed.
  private static func sync(_ folder: String, _ destination: String) throws(PackError) -> [String] {
    let entries = ((try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []).sorted()
    var files: [String] = []
    for entry in entries {
      try flush("\(folder)/\(entry)", destination)
      var isFolder = ObjCBool(false)
      _ = FileManager.default.fileExists(atPath: "\(folder)/\(entry)", isDirectory: &isFolder)
      if !isFolder.boolValue { files.append(entry) }
    }
    try flush(folder, destination)
    return files
  }

  private static func flush(_ path: String, _ destination: String) throws(PackError) {
    let descriptor = open(path.isEmpty ? "." : path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(destination, "cannot be flushed: \(reason(errno))") }
    let result = fsync(descriptor)
    let code = errno
    close(descriptor)
    guard result == 0 else { throw failure(destination, "cannot be flushed: \(reason(code))") }
  }

  private static func failure(_ path: String, _ message: String) -> PackError {
    PackError(.output, file: path, "\(message); the pack that was there is unchanged")
  }

  private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}
