import Delivery
import Foundation
import Testing

@testable import forecastpack

/// The committed project is what the committed configuration gives.
@Suite struct PowerBICommandTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private func project() throws -> PowerBIProject {
    let configuration = try Configuration.read(path: Self.root.appending(path: "forecastpack.yml").path)
    return try PowerBIProject(
      settings: configuration.powerBI(),
      templates: Templates(folder: configuration.pack.templates.appending(path: "powerbi")))
  }

  private func files(in folder: URL) throws -> [String] {
    let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    return try paths.filter {
      try folder.appending(path: $0).resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true
    }.sorted()
  }

  /// After a change: `forecastpack powerbi write --out reports/powerbi`.
  @Test func theCommittedProjectIsWhatWriteGives() throws {
    let folder = Self.root.appending(path: "reports/powerbi")
    let project = try project()
    #expect(try files(in: folder) == project.files.map(\.path).sorted())
    for file in project.files {
      #expect(
        try String(contentsOf: folder.appending(path: file.path), encoding: .utf8) == file.text, "\(file.path)")
    }
  }

  /// After a change: `forecastpack powerbi draw --project reports/powerbi --out docs/powerbi`.
  @Test func thePicturesAreDrawnFromIt() throws {
    let folder = Self.root.appending(path: "docs/powerbi")
    let pictures = try Wireframes(project: Self.root.appending(path: "reports/powerbi")).files()
    #expect(try files(in: folder) == pictures.map(\.path).sorted())
    for picture in pictures {
      #expect(try String(contentsOf: folder.appending(path: picture.path), encoding: .utf8) == picture.text)
    }
  }

  @Test func ratiosComeFromThePacksDefinition() throws {
    let settings = try Configuration.read(path: Self.root.appending(path: "forecastpack.yml").path).powerBI()
    #expect(settings.ratios == [.init(label: "Margin %", numerator: "profit", denominator: "sales")])
    #expect(settings.domains.map(\.hitTolerance) == [.fraction(0.1), .amount(50_000), .fraction(0.1)])
  }
}
