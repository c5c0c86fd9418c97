import Foundation
import Testing

@testable import Delivery

@Suite struct WritingTests {
  private func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "powerbi-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  private func files(in folder: URL) throws -> Set<String> {
    let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    return Set(
      try paths.filter {
        try folder.appending(path: $0).resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true
      })
  }

  @Test func writesEveryFileAndTheSameAgain() throws {
    try withFolder { folder in
      let project = try Samples.project(Samples.plain)
      try project.write(to: folder)
      #expect(try files(in: folder) == Set(project.files.map(\.path)))
      for file in project.files {
        #expect(try Data(contentsOf: folder.appending(path: file.path)) == Data(file.text.utf8))
        #expect(!file.text.contains("\r\n") && !file.text.hasPrefix("\u{FEFF}"))
      }
      #expect(try Samples.project(Samples.plain).files == project.files)
    }
  }

  @Test func takesAwayWhatAnEarlierProjectHadAndKeepsDesktopsOwn() throws {
    try withFolder { folder in
      try Samples.project(Samples.plain).write(to: folder)
      let own = folder.appending(path: "ForecastPack.SemanticModel/.pbi/localSettings.json")
      try FileManager.default.createDirectory(
        at: own.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data("{}".utf8).write(to: own)
      var settings = Samples.plain
      settings.domains.removeLast()
      let smaller = try Samples.project(settings)
      try smaller.write(to: folder)
      #expect(
        try files(in: folder)
          == Set(smaller.files.map(\.path) + ["ForecastPack.SemanticModel/.pbi/localSettings.json"]))
    }
  }

  @Test func leavesAFolderOfOtherThingsAlone() throws {
    try withFolder { folder in
      try Data("mine".utf8).write(to: folder.appending(path: "notes.txt"))
      #expect { try Samples.project(Samples.plain).write(to: folder) } throws: { error in
        (error as? PowerBIError)?.kind == .output && "\(error)".contains("no ForecastPack project")
      }
      #expect(try files(in: folder) == ["notes.txt"])
    }
  }

  @Test func aTemplateThatIsMissingIsNamed() {
    #expect { try Templates(folder: URL(fileURLWithPath: "/nowhere")) } throws: {
      "\($0)".contains("/nowhere/measures.yml")
    }
  }

  /// Names of files that Windows refuses are encoded as Microsoft's serializer encodes them.
  @Test func namesOfTablesBecomeNamesOfFiles() {
    #expect(ModelFiles.fileName("x<y>|z?*/\\:\"") == "x%3Cy%3E%7Cz%3F%2A%2F%5C%3A%22")
    #expect(ModelFiles.fileName("クラス #1") == "クラス #1")
  }

  @Test func noSecretAndNoPathOfAMachineIsWritten() throws {
    for file in try Samples.project(Samples.plain).files {
      #expect(file.text.firstMatch(of: /(?i)password|\/home\/|\/tmp\/|C:\\\\?Users/) == nil, "\(file.path)")
    }
  }
}
