import CZlib
import Foundation

/// Uncompresses a gzip file a piece at a time, several members included (RFC 1952).
final class GzipReader {
  private let file: FileHandle
  private let path: String
  /// On the heap: zlib keeps the address.
  private let stream: UnsafeMutablePointer<z_stream>
  private var input: [UInt8] = []
  private var consumed = 0
  private var isMemberOpen = true
  private var lines = 0

  /// - Throws: `FactsError` when the file cannot be opened.
  init(_ url: URL) throws(FactsError) {
    path = url.relativePath
    do {
      file = try FileHandle(forReadingFrom: url)
    } catch {
      throw FactsError("the file cannot be opened: \(error.localizedDescription)", file: path)
    }
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 15 bits of window, + 16 for gzip's header and checksum and nothing else.
    guard inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw FactsError("zlib has no memory to read it", file: path)
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// The next bytes of text, cut anywhere, never empty; nil at the end.
  ///
  /// - Throws: `FactsError` when the file cannot be read, is truncated or damaged.
  func next() throws(FactsError) -> [UInt8]? {
    while true {
      if consumed == input.count {
        try refill()
        guard !input.isEmpty else {
          if isMemberOpen { throw FactsError("the gzip file is truncated", file: path, line: lines + 1) }
          return nil
        }
      }
      if !isMemberOpen {
        inflateReset(stream)
        isMemberOpen = true
      }
      let piece = try inflatePiece()
      lines += piece.count { $0 == UInt8(ascii: "\n") }
      if !piece.isEmpty { return piece }
    }
  }

  private func refill() throws(FactsError) {
    do {
      input = try file.read(upToCount: 1 << 16).map(Array.init) ?? []
    } catch {
      throw FactsError("the file cannot be read: \(error.localizedDescription)", file: path)
    }
    consumed = 0
  }

  private func inflatePiece() throws(FactsError) -> [UInt8] {
    let capacity = 1 << 18
    var status = Z_OK
    let available = input.count - consumed
    let piece = [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
      input.withUnsafeMutableBufferPointer { bytes in
        stream.pointee.next_in = bytes.baseAddress! + consumed
        stream.pointee.avail_in = UInt32(available)
        stream.pointee.next_out = output.baseAddress
        stream.pointee.avail_out = UInt32(capacity)
        status = inflate(stream, Z_NO_FLUSH)
        consumed += available - Int(stream.pointee.avail_in)
        count = capacity - Int(stream.pointee.avail_out)
      }
    }
    switch status {
    case Z_STREAM_END: isMemberOpen = false
    case Z_OK, Z_BUF_ERROR: break
    default:
      let reason = stream.pointee.msg.map { String(cString: $0) } ?? "zlib error \(status)"
      throw FactsError("the gzip file is damaged: \(reason)", file: path, line: lines + 1)
    }
    return piece
  }
}
