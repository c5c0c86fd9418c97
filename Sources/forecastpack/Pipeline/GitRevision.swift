import Foundation

/// The revision that a project's folder is at.
enum GitRevision {
  /// 40 hexadecimal digits; nil outside a repository or without git.
  static func read(_ folder: URL) -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/git")
    process.arguments = ["-C", folder.path, "rev-parse", "HEAD"]
    let output = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let bytes = try? output.fileHandleForReading.readToEnd()
    process.waitUntilExit()
    let text = String(decoding: bytes ?? Data(), as: UTF8.self).filter { !$0.isWhitespace }
    return process.terminationStatus == 0 && text.utf8.count >= 40 ? text : nil
  }
}
