import Foundation

/// A report as OpenMetrics text (version 1.0), which the node exporter's textfile collector reads as well.
struct OpenMetrics {
  private let report: RunReport

  init(_ report: RunReport) { self.report = report }

  var text: String {
    let command = [("command", report.command)]
    var lines = gauge(
      "forecastpack_last_run_timestamp_seconds", "When the command ended.",
      [(command, "\(Int(report.ended.timeIntervalSince1970))")])
    lines += gauge(
      "forecastpack_last_run_exit_code", "Its exit code: 0 done, otherwise as in sysexits.h.",
      [(command, "\(report.status)")])
    lines += gauge(
      "forecastpack_last_run_duration_seconds", "How long it took.",
      [(command, Self.seconds(report.milliseconds))])
    lines += gauge(
      "forecastpack_last_run_peak_memory_bytes", "The most memory that a process of it held at once.",
      [
        (command + [("process", "forecastpack")], "\(report.peakMemory)"),
        (command + [("process", "child")], "\(report.childPeakMemory)"),
      ])
    lines += gauge(
      "forecastpack_stage_duration_seconds",
      "How long its stages took, together where one was done several times.",
      totals { stage in Double(stage.milliseconds) / 1000 }.map {
        ($0, Self.seconds(Int(($1 * 1000).rounded())))
      })
    lines += gauge(
      "forecastpack_stage_rows", "Rows that its stages went over.",
      totals { stage in stage.rows.map(Double.init) }.map { ($0, "\(Int($1))") })
    return (lines + ["# EOF"]).joined(separator: "\n") + "\n"
  }

  private func gauge(_ name: String, _ help: String, _ samples: [([(String, String)], String)]) -> [String] {
    guard !samples.isEmpty else { return [] }
    return ["# TYPE \(name) gauge", "# HELP \(name) \(help)"]
      + samples.map { labels, value in
        let pairs = labels.map { "\($0)=\"\(Self.escaped($1))\"" }.joined(separator: ",")
        return "\(name){\(pairs)} \(value)"
      }
  }

  /// Summed by stage and domain, in the order in which each came first. A vintage's stage is named by its month, which
  /// would be a new series each month: it counts as `vintage`.
  private func totals(_ value: (RunStage) -> Double?) -> [([(String, String)], Double)] {
    var order: [[String]] = []
    var sums: [[String]: Double] = [:]
    for stage in report.stages {
      guard let value = value(stage) else { continue }
      let name = stage.stage.wholeMatch(of: /[0-9]{4}-[0-9]{2}/) == nil ? stage.stage : "vintage"
      let key = [name, stage.domain ?? ""]
      if sums[key] == nil { order.append(key) }
      sums[key, default: 0] += value
    }
    return order.map { key in
      let labels =
        [("command", report.command), ("stage", key[0])] + (key[1].isEmpty ? [] : [("domain", key[1])])
      return (labels, sums[key] ?? 0)
    }
  }

  private static func seconds(_ milliseconds: Int) -> String {
    let fraction = String(milliseconds % 1000)
    return "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
  }

  /// As a label's value: backslash, quote and newline escaped.
  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}
