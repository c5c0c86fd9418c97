import Foundation
import Testing

@testable import Packs

/// From rows to files in place.
@Suite struct PackTests {
  @Test func rendersIntoPlace() throws {
    try Sample.inTemporaryFolder { folder in
      let destination = ProcessInfo.processInfo.environment["FORECASTPACK_LOOK"] ?? folder + "/packs/2013-11"
      let files = try Pack.render(
        definition: Sample.definition(), rows: SampleRows().packRows(), data: SampleData(),
        templates: Sample.templates,
        into: destination, timestamp: Sample.timestamp)
      let pages = [
        "accuracy", "checks", "definitions", "domain-inventory", "domain-profit", "domain-sales", "executive",
        "method",
        "provenance", "quality", "variance",
      ].map { "pages/\($0).html" }
      #expect(files == (["forecast-pack-2013-11.xlsx", "index.html"] + pages).map { "\(destination)/\($0)" })
      for file in files { #expect(FileManager.default.fileExists(atPath: file)) }
      for file in files where file.hasSuffix(".html") { _ = try TestPython.run("page.py", [file]) }
    }
  }

  @Test func theOldPackStaysUntilTheNewOneIsWhole() throws {
    try Sample.inTemporaryFolder { folder in
      let destination = folder + "/pack"
      let staged = try StagedPack(for: destination) { new in
        try StagedPack.write(Array("old".utf8), to: new + "/index.html")
      }
      #expect(!FileManager.default.fileExists(atPath: destination))
      try staged.publish()
      let error = #expect(throws: PackError.self) {
        _ = try StagedPack(for: destination) { new in
          try StagedPack.write(Array("new".utf8), to: new + "/index.html")
          try StagedPack.write(Array("new".utf8), to: "/dev/full")
        }
      }
      #expect(error?.description.contains("No space left on device") == true)
      #expect(try String(contentsOfFile: destination + "/index.html", encoding: .utf8) == "old")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["pack"])
      let next = try StagedPack(for: destination) { new in
        try StagedPack.write(Array("next".utf8), to: new + "/page.html")
      }
      try next.publish()
      #expect(try FileManager.default.contentsOfDirectory(atPath: destination) == ["page.html"])
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["pack"])
    }
  }

  @Test func nowhereToWriteIsAnError() throws {
    try Sample.inTemporaryFolder { folder in
      try "a file".write(toFile: folder + "/packs", atomically: true, encoding: .utf8)
      let error = #expect(throws: PackError.self) {
        _ = try StagedPack(for: folder + "/packs/2013-11") { _ in }
      }
      #expect(error?.kind == .output)
      #expect(error?.file == folder + "/packs/2013-11")
    }
  }
}
