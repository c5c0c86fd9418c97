import Foundation
import Testing

@testable import Pictures

/// What is drawn is read back from the PNG's chunks (PNG specification, section 5) and compared as whole pictures.
@Suite struct PictureTests {
  private static func svg(_ content: String, box: String = "0 0 200 100") -> String {
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"\(box)\">\(content)</svg>"
  }

  private static func chunks(_ png: [UInt8]) -> [(name: String, data: ArraySlice<UInt8>)] {
    var (chunks, place) = ([(name: String, data: ArraySlice<UInt8>)](), 8)
    while place + 8 <= png.count {
      let length = png[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
      let name = String(decoding: png[place + 4..<place + 8], as: UTF8.self)
      chunks.append((name, png[place + 8..<place + 8 + length]))
      place += 12 + length
    }
    return chunks
  }

  @Test func hasTheWidthAskedForAndItsOwnProportions() throws {
    let png = try Picture.png(svg: Self.svg("<rect width=\"50\" height=\"50\"/>"), width: 600)
    #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
    let header = try #require(Self.chunks(png).first)
    #expect(header.name == "IHDR")
    #expect(Array(header.data.prefix(8)) == [0, 0, 2, 88, 0, 0, 1, 44])
  }

  @Test func holdsPixelsOnly() throws {
    let png = try Picture.png(svg: Self.svg("<title>secret</title><text y=\"50\">Forecast</text>"), width: 300)
    #expect(Set(Self.chunks(png).map(\.name)).isSubset(of: ["IHDR", "bKGD", "IDAT", "IEND"]))
  }

  @Test func sameBytesEachTime() throws {
    let drawing = Self.svg("<text y=\"50\" font-size=\"20\">Vertrieb ±3 %, Österreich</text>")
    #expect(try Picture.png(svg: drawing, width: 400) == Picture.png(svg: drawing, width: 400))
  }

  @Test(arguments: ["serif", "OpenSymbol", "Comic Sans MS", "DejaVu Sans Mono"])
  func everyFamilyIsThePinnedFont(family: String) throws {
    func text(_ family: String) -> String {
      Self.svg("<text y=\"50\" font-size=\"20\" font-family=\"\(family)\">Sales 4,310</text>")
    }
    #expect(
      try Picture.png(svg: text(family), width: 400) == Picture.png(svg: text("DejaVu Sans"), width: 400))
  }

  @Test func drawsTextAndWeight() throws {
    let nothing = try Picture.png(svg: Self.svg(""), width: 400)
    let plain = try Picture.png(svg: Self.svg("<text y=\"50\">Sales</text>"), width: 400)
    let bold = try Picture.png(svg: Self.svg("<text y=\"50\" font-weight=\"bold\">Sales</text>"), width: 400)
    #expect(plain != nothing)
    #expect(bold != plain)
  }

  @Test func reachesNoFile() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "forecastpack-\(UUID()).png")
    try Data(Picture.png(svg: Self.svg("<rect width=\"200\" height=\"100\"/>"), width: 100)).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let image = Self.svg("<image href=\"\(file.absoluteString)\" width=\"200\" height=\"100\"/>")
    #expect(try Picture.png(svg: image, width: 100) == Picture.png(svg: Self.svg(""), width: 100))
  }

  @Test func sizeInPixelsServesWhereThereIsNoBox() throws {
    let svg =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"30\" height=\"15\"><rect width=\"9\" height=\"9\"/></svg>"
    let header = try #require(Self.chunks(Picture.png(svg: svg, width: 60)).first)
    #expect(Array(header.data.prefix(8)) == [0, 0, 0, 60, 0, 0, 0, 30])
  }

  @Test func refusesWhatItCannotDraw() {
    #expect { try Picture.png(svg: "no markup", width: 100) } throws: {
      guard case .unreadable? = $0 as? PictureError else { return false }
      return true
    }
    #expect(throws: PictureError.noSize) {
      try Picture.png(svg: Self.svg("", box: "0 0 0 0"), width: 100)
    }
    #expect(throws: PictureError.tooLarge(width: 100, height: 10_000)) {
      try Picture.png(svg: Self.svg("", box: "0 0 1 100"), width: 100)
    }
    #expect(throws: PictureError.tooLarge(width: 0, height: 1)) {
      try Picture.png(svg: Self.svg(""), width: 0)
    }
  }
}
