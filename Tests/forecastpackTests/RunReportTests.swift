import Foundation
import Testing

@testable import forecastpack

/// What a run says of itself to programs.
@Suite struct RunReportTests {
  private static let stages = [
    RunStage(stage: "load", detail: "9 tables", rows: 899_061, milliseconds: 2_130),
    RunStage(stage: "train", rows: 1_470, runID: "ab", domain: "sales", asOf: "2013-11", milliseconds: 95),
    RunStage(stage: "train", rows: 1_512, runID: "cd", domain: "sales", asOf: "2013-12", milliseconds: 105),
    RunStage(stage: "2013-11", detail: "say \"it\"\n", milliseconds: 800),
    RunStage(stage: "2013-12", milliseconds: 9),
  ]
  private let report = RunReport(
    command: "run", status: 65, started: Date(timeIntervalSince1970: 1_386_720_000),
    ended: Date(timeIntervalSince1970: 1_386_720_003.25), stages: stages)

  /// By the grammar of OpenMetrics 1.0: TYPE before HELP before samples, `# EOF` last, no metric twice.
  @Test func openMetricsSumsStagesAndNamesNoMonth() throws {
    let lines = OpenMetrics(report).text.split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
    #expect(lines.suffix(2) == ["# EOF", ""])
    #expect(lines.contains(#"forecastpack_last_run_timestamp_seconds{command="run"} 1386720003"#))
    #expect(lines.contains(#"forecastpack_last_run_exit_code{command="run"} 65"#))
    #expect(lines.contains(#"forecastpack_last_run_duration_seconds{command="run"} 3.250"#))
    #expect(lines.contains(#"forecastpack_stage_duration_seconds{command="run",stage="load"} 2.130"#))
    #expect(
      lines.contains(#"forecastpack_stage_duration_seconds{command="run",stage="train",domain="sales"} 0.200"#))
    #expect(lines.contains(#"forecastpack_stage_duration_seconds{command="run",stage="vintage"} 0.809"#))
    #expect(lines.contains(#"forecastpack_stage_rows{command="run",stage="train",domain="sales"} 2982"#))
    let samples = lines.filter { !$0.hasPrefix("#") && !$0.isEmpty }.map { $0.prefix { $0 != " " } }
    #expect(Set(samples).count == samples.count)
    #expect(samples.allSatisfy { !$0.contains("2013") })
    let types = lines.filter { $0.hasPrefix("# TYPE ") }.map { $0.split(separator: " ")[2] }
    #expect(types.allSatisfy { name in samples.contains { $0.hasPrefix(name + "{") } })
  }

  @Test func jsonHasEveryStage() throws {
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(try report.json.utf8)) as? [String: Any])
    #expect(object["status"] as? Int == 65 && object["milliseconds"] as? Int == 3_250)
    #expect(object["version"] as? String == Version.current)
    #expect(object["started"] as? String == "2013-12-11T00:00:00Z")
    let stages = try #require(object["stages"] as? [[String: Any]])
    #expect(stages.count == 5 && stages[1]["run_id"] as? String == "ab" && stages[1]["rows"] as? Int == 1_470)
    // A test process holds some megabytes.
    #expect((object["peak_memory_bytes"] as? Int ?? 0) > 1_000_000)
  }

  @Test func textHasALineAStage() {
    let lines = report.text.split(separator: "\n")
    #expect(lines[0] == "run of version \(Version.current): exit 65, 3250 ms, started 2013-12-11T00:00:00Z")
    #expect(lines[2].hasPrefix("load ") && lines[2].hasSuffix("899061 rows     2130 ms  9 tables"))
    #expect(lines[3].contains("sales 2013-11"))
  }

  @Test func aReportIsWholeOrRefused() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("report-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("run.prom").path
    try report.write(to: path)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == OpenMetrics(report).text)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["run.prom"])
    let error = #expect(throws: Failure.self) { try report.write(to: folder.path + "/none/run.json") }
    #expect(error?.description.contains("none/run.json") == true)
  }

  @Test func anEventIsOneLineOfJSONWhateverItSays() throws {
    let line = RunLog.line(level: "error", message: "a\n\"b\"\u{202E}", fields: ["x": "\u{0}"])
    #expect(!line.contains("\n"))
    let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    #expect(object["message"] as? String == "a\n\"b\"\u{202E}" && object["level"] as? String == "error")
  }
}
