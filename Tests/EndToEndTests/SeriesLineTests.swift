import Foundation
import Testing

/// Series as lines of standard input, for programs that bring them themselves.
@Suite struct SeriesLineTests {
  /// Lines that are not what the shard needs are refused by their number, before anything is fitted.
  @Test(arguments: [
    ("0\t2013-10\t1,2\n", "ends after 1 of 2 series"), ("1\t2013-10\t1,2\n", "1: position 1"),
    ("0\t2013-10\t1,x\n", "1: \"x\" is no number"), ("0\t2013-13\t1\n", "1: \"2013-13\" is no month"),
    ("0 2013-10 1\n", "1: 1 fields"), ("a\\q\t2013-10\t1\n", "1: the id"),
    ("0\t2013-10\t1,2\n2\t2013-10\t1\n4\t2013-10\t1\n", "3: position 4"),
  ])
  func wrongLinesAreRefused(_ lines: String, _ message: String) throws {
    let sandbox = try Sandbox()
    let file = sandbox.root.appendingPathComponent("lines")
    try lines.write(to: file, atomically: true, encoding: .utf8)
    let outcome = try Outcome.of(
      [
        "bash", "-c", "\"$0\" \"$@\" < lines", Sandbox.executable.path, "shards", "feed", "--run", "none",
        "--shard", "1/2", "--leaves", "3",
      ], in: sandbox.root)
    #expect(outcome.status == 65, "\(outcome.errors)")
    #expect(outcome.errors.contains("standard input"), "\(outcome.errors)")
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
  }

  /// The engine alone by lines gives what it gives for a CSV file.
  @Test func linesAreForecastAsAFileIs() throws {
    let sandbox = try Sandbox()
    var file = "unique_id,ds,y\n"
    var lines = ""
    for series in 0..<7 {
      let values = (0..<40).map { "\(100 + series * 7 + ($0 * 13 + series) % 12 * 5)" }
      for (index, value) in values.enumerated() {
        file +=
          "\"a\tb \(series)\",\(2010 + index / 12)-\(index % 12 < 9 ? "0" : "")\(index % 12 + 1),\(value)\n"
      }
      lines += "a\\tb \(series)\t2010-01\t\(values.joined(separator: ","))\n"
    }
    try file.write(to: sandbox.root.appendingPathComponent("file"), atomically: true, encoding: .utf8)
    try lines.write(to: sandbox.root.appendingPathComponent("lines"), atomically: true, encoding: .utf8)
    let one = try sandbox.forecastpack(["forecast", "--csv", "file", "--quiet"])
    let other = try Outcome.of(
      ["bash", "-c", "\"$0\" forecast --stdin --quiet < lines", Sandbox.executable.path], in: sandbox.root)
    try #require(one.status == 0 && other.status == 0, "\(one.errors) \(other.errors)")
    let expected = one.output.split(separator: "\n").dropFirst().map {
      $0.replacingOccurrences(of: "a\tb", with: "a\\tb").replacingOccurrences(of: ",", with: "\t")
    }
    #expect(other.output.split(separator: "\n").map(String.init) == expected)
    #expect(expected.count == 7 * 12)
  }
}
