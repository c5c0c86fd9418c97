import Foundation

/// A new file of a pack while its bytes come. Throws `PackError` (`output`) with the system's reason.
final class StagedFile {
  private let path: String
  private var file: UnsafeMutablePointer<FILE>?

  init(_ path: String) throws(PackError) {
    self.path = path
    file = fopen(path, "wb")
    if file == nil { throw StagedPack.failure(path, "cannot be written: \(StagedPack.reason(errno))") }
  }

  deinit { if let file { fclose(file) } }

  func write(_ bytes: [UInt8]) throws(PackError) {
    guard let file, fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw failure(errno) }
  }

  func close() throws(PackError) {
    guard let file else { return }
    let flushed = fflush(file)
    let code = errno
    self.file = nil
    let closed = fclose(file)
    guard flushed == 0, closed == 0 else { throw failure(flushed == 0 ? errno : code) }
  }

  private func failure(_ code: Int32) -> PackError {
    StagedPack.failure(path, "cannot be written: \(StagedPack.reason(code))")
  }
}
