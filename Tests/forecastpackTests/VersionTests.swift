import Foundation
import Testing

@testable import forecastpack

/// The program's version against CHANGELOG.md, which is written by hand.
@Suite struct VersionTests {
  @Test func theChangelogKnowsIt() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("CHANGELOG.md")
    let heads = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
      .filter { $0.hasPrefix("## ") }.map { String($0.dropFirst(3)) }
    let released = heads.first { $0 != "Unreleased" }.map { String($0.prefix { $0 != "," }) }
    if heads.first == "Unreleased" {
      #expect(Version.current.hasSuffix("-dev"))
      #expect(!heads.contains { $0.hasPrefix(Version.current.dropLast("-dev".count) + ",") })
    } else {
      #expect(Version.current == released)
    }
  }
}
