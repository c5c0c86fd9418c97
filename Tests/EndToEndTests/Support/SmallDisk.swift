import Foundation

/// A file system of a few megabytes that a test fills and empties; unmounted with the object. Mounting needs root.
final class SmallDisk {
  let folder: URL

  struct Refused: Error { let words: String }

  init(_ folder: URL, megabytes: Int) throws {
    self.folder = folder
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Self.run(["mount", "-t", "tmpfs", "-o", "size=\(megabytes)m,mode=755", "none", folder.path])
  }

  deinit {
    try? Self.run(["umount", "--lazy", folder.path])
    rmdir(folder.path)
  }

  private var ballast: String { folder.appendingPathComponent("ballast").path }

  /// Takes all room but `kilobytes`.
  func fill(leaving kilobytes: Int) throws {
    try empty()
    var room = statvfs()
    guard statvfs(folder.path, &room) == 0 else { throw POSIXError(.EIO) }
    let free = Int(room.f_bavail) * Int(room.f_frsize) - kilobytes * 1024
    guard free > 0 else { throw Refused(words: "less than \(kilobytes) kB are free in \(folder.path)") }
    try Self.run(["fallocate", "--length", String(free), ballast])
  }

  func empty() throws {
    guard unlink(ballast) == 0 || errno == ENOENT else { throw POSIXError(.EIO) }
  }

  private static func run(_ words: [String]) throws {
    let outcome = try Outcome.of(words, in: FileManager.default.temporaryDirectory)
    guard outcome.status == 0 else { throw Refused(words: outcome.errors) }
  }
}
