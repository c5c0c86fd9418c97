import Foundation
import Testing

/// Files that a reviewer has read. `FORECASTPACK_UPDATE_GOLDEN=1` writes them anew; the diff is then reviewed.
enum Golden {
  static func compare(_ text: String, with name: String, _ location: SourceLocation = #_sourceLocation) throws {
    let path = Sample.golden + "/" + name
    if ProcessInfo.processInfo.environment["FORECASTPACK_UPDATE_GOLDEN"] == "1" {
      let folder = (path as NSString).deletingLastPathComponent
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      return
    }
    let expected = try String(contentsOfFile: path, encoding: .utf8)
    let lines = zip(text.split(separator: "\n"), expected.split(separator: "\n")).enumerated()
    let first = lines.first { $0.element.0 != $0.element.1 }
    #expect(
      text == expected,
      "\(name):\((first?.offset ?? 0) + 1): \(first.map { String($0.element.0) } ?? "length")",
      sourceLocation: location)
  }
}
