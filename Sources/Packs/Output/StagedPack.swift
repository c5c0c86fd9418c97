import CLinux
import Foundation

/// A folder of files that is complete beside its destination and not yet there.
///
/// `publish` puts it in place by renaming; until then a reader sees the old pack, whatever happens.
public struct StagedPack: Sendable {
  public let destination: String
  /// Paths within the folder, sorted: `index.html`, `pages/checks.html`.
  public private(set) var files: [String]
  /// Where they are until `publish`.
  public let folder: String

  /// Lets `write` fill a new folder beside `destination`, then makes it durable. Throws `PackError` (`output`) and
  /// leaves nothing behind if that fails, or what `write` throws.
  public init(for destination: String, write: (_ folder: String) throws -> Void) throws {
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

  /// Adds files, by path within the folder, each made durable. Throws `PackError` (`output`); the staged pack is then
  /// of no use but to `discard`.
  public mutating func add(_ added: [(path: String, bytes: [UInt8])]) throws(PackError) {
    for (path, bytes) in added { try Self.write(bytes, to: place(path)) }
    try keep(added.map(\.path))
  }

  /// Adds one file whose bytes come piece by piece. Throws what `fill` throws too.
  public mutating func add(
    _ path: String, _ fill: (_ write: ([UInt8]) throws -> Void) throws -> Void
  ) throws {
    let file = try StagedFile(place(path))
    try fill { try file.write($0) }
    try file.close()
    try keep([path])
  }

  /// Makes added files and the folders that name them durable; what was there before is already.
  private mutating func keep(_ added: [String]) throws(PackError) {
    for path in added { try Self.flush("\(folder)/\(path)", destination) }
    let parents = Set(added.map { ($0 as NSString).deletingLastPathComponent }).subtracting([""])
    for parent in parents.sorted() { try Self.flush("\(folder)/\(parent)", destination) }
    try Self.flush(folder, destination)
    files = Set(files + added).sorted()
  }

  /// Where a file of the folder is; makes the folder that it is in.
  private func place(_ path: String) throws(PackError) -> String {
    let parent = (path as NSString).deletingLastPathComponent
    if !parent.isEmpty, mkdir("\(folder)/\(parent)", 0o777) != 0, errno != EEXIST {
      throw Self.failure(destination, "\(parent) cannot be made: \(Self.reason(errno))")
    }
    return "\(folder)/\(path)"
  }

  /// Finishes what processes that are no more left undone in `folder`, whatever the destination's name.
  public static func finishInterrupted(in folder: String) {
    let hidden = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter {
      $0.hasPrefix(".")
    }
    for name in Set(hidden.map { $0.dropFirst().prefix { $0 != "." } }) {
      removeOrphans(in: folder, name: String(name))
    }
  }

  /// Finishes what processes that are no more left undone beside `name`: a pack that was being written is removed,
  /// one that was set aside for another (see `replaceInTwoSteps`) is put back.
  private static func removeOrphans(in parent: String, name: String) {
    let files = FileManager.default
    for file in (try? files.contentsOfDirectory(atPath: parent)) ?? [] where file.hasPrefix(".\(name).") {
      let parts = file.dropFirst(name.utf8.count + 2).split(separator: ".")
      guard parts.count == 2, let process = pid_t(parts[0]), kill(process, 0) == -1, errno == ESRCH else {
        continue
      }
      switch parts[1] {
      case "old" where !files.fileExists(atPath: "\(parent)/\(name)"):
        _ = rename("\(parent)/\(file)", "\(parent)/\(name)")
      case "new", "old": try? files.removeItem(atPath: "\(parent)/\(file)")
      default: continue
      }
    }
  }

  /// Puts the pack in place of what is there; the old one goes in the same step and is then removed.
  ///
  /// Where the file system cannot exchange two folders, the old one is set aside first: for a moment there is none,
  /// and a kill in that moment is mended by the next pack for this destination.
  public func publish() throws(PackError) {
    guard FileManager.default.fileExists(atPath: destination) else {
      guard rename(folder, destination) == 0 else {
        throw Self.failure(destination, "cannot be put in place: \(Self.reason(errno))")
      }
      return try Self.flush((destination as NSString).deletingLastPathComponent, destination)
    }
    if renameat2(AT_FDCWD, folder, AT_FDCWD, destination, RENAME_FLAG_EXCHANGE) == 0 {
      try? FileManager.default.removeItem(atPath: folder)
    } else if [EINVAL, ENOSYS, EOPNOTSUPP].contains(errno) {
      try replaceInTwoSteps()
    } else {
      throw Self.failure(destination, "cannot be put in place: \(Self.reason(errno))")
    }
    try Self.flush((destination as NSString).deletingLastPathComponent, destination)
  }

  private func replaceInTwoSteps() throws(PackError) {
    let aside = String(folder.dropLast("new".utf8.count)) + "old"
    guard rename(destination, aside) == 0 else {
      throw Self.failure(destination, "cannot be set aside: \(Self.reason(errno))")
    }
    guard rename(folder, destination) == 0 else {
      let code = errno
      _ = rename(aside, destination)
      throw Self.failure(destination, "cannot be put in place: \(Self.reason(code))")
    }
    try? FileManager.default.removeItem(atPath: aside)
  }

  /// Removes the staged files.
  public func discard() { try? FileManager.default.removeItem(atPath: folder) }

  /// Writes `bytes` to a new file. Throws `PackError` (`output`) with the system's reason.
  static func write(_ bytes: [UInt8], to path: String) throws(PackError) {
    let file = try StagedFile(path)
    try file.write(bytes)
    try file.close()
  }

  /// Makes a folder within one that is being filled. Throws `PackError` (`output`) with the system's reason.
  static func makeFolder(_ path: String) throws(PackError) {
    guard mkdir(path, 0o777) == 0 else { throw failure(path, "cannot be made: \(reason(errno))") }
  }

  /// Puts `bytes` in place of the file at `path` in one step. Throws `PackError` (`output`); the file is then as it was.
  public static func replaceFile(_ path: String, with bytes: [UInt8]) throws(PackError) {
    let (parent, name) = ((path as NSString).deletingLastPathComponent, (path as NSString).lastPathComponent)
    let new = "\(parent.isEmpty ? "." : parent)/.\(name).\(ProcessInfo.processInfo.processIdentifier).new"
    do throws(PackError) {
      try write(bytes, to: new)
      try flush(new, path)
      guard rename(new, path) == 0 else { throw failure(path, "cannot be put in place: \(reason(errno))") }
    } catch {
      unlink(new)
      throw error
    }
    try flush(parent, path)
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

  static func failure(_ path: String, _ message: String) -> PackError {
    PackError(.output, file: path, "\(message); the pack that was there is unchanged")
  }

  static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}
