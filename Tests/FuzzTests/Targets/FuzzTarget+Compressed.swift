import Foundation

@testable import Warehouse

extension FuzzTarget {
  static let compressed: [FuzzTarget] = [
    FuzzTarget("gzip", samples: texts.map(Gzip.compress), body: gzip),
    FuzzTarget("gzip_stream", samples: texts.map(Gzip.compress), body: stream),
  ]

  private static let texts: [[UInt8]] = [
    Array("a,b\n1,2\n".utf8), Array(String(repeating: "2013-11-01,France,Bikes\n", count: 40).utf8), [],
  ]

  /// Content that is taken is one of those that were compressed: the checksum lets nothing else through.
  private static func gzip(_ input: [UInt8]) throws {
    guard let content = Gzip.decompress(input) else { return }
    try require(Gzip.decompress(Gzip.compress(content)) == content, "the content changed on the way")
    try require(texts.contains(content), "damage went unnoticed")
  }

  /// The same a piece at a time, several members in a row included.
  private static func stream(_ input: [UInt8]) throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "fuzz-\(getpid()).gz")
    try Data(input).write(to: url)
    var content: [UInt8] = []
    do throws(FactsError) {
      let reader = try GzipReader(url)
      while let piece = try reader.next() { content += piece }
    } catch {
      return
    }
    var rest = content[...]
    while let text = texts.first(where: { !$0.isEmpty && rest.starts(with: $0) }) {
      rest = rest.dropFirst(text.count)
    }
    try require(rest.isEmpty, "damage went unnoticed: \(String(decoding: content, as: UTF8.self))")
  }
}
