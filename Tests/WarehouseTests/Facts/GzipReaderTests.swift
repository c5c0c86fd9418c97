import Foundation
import Testing

@testable import Warehouse

@Suite struct GzipReaderTests {
  private func text(_ url: URL) throws -> String {
    let reader = try GzipReader(url)
    var bytes: [UInt8] = []
    while let piece = try reader.next() { bytes += piece }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func readsMembersOneAfterTheOther() throws {
    let folder = try FactsFolder()
    try folder.overwrite("both.gz", folder.read("item.csv.gz") + folder.read("sale.csv.gz"))
    #expect(try text(folder.url.appending(path: "both.gz")) == FactsFolder.items + FactsFolder.sales)
  }

  /// More than a piece of input and many of output.
  @Test func readsAFileLargerThanItsBuffers() throws {
    let folder = try FactsFolder()
    let long = (0..<400_000).map { "\($0 &* 2_654_435_761 % 1_000_003)\n" }.joined()
    try folder.compress(long, as: "long.gz")
    #expect(try folder.read("long.gz").count > 1 << 16)
    #expect(try text(folder.url.appending(path: "long.gz")) == long)
  }
}
