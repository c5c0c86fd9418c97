import Foundation

/// What a command did: its stages with time and rows, and the memory that it took.
struct RunReport {
  let command: String
  /// The exit code.
  let status: Int32
  let started: Date
  let ended: Date
  let stages: [RunStage]
  /// The most that this process held at once, in bytes.
  let peakMemory = RunReport.peak(RUSAGE_SELF)
  /// The same of the largest child process: dbt.
  let childPeakMemory = RunReport.peak(RUSAGE_CHILDREN)

  /// Writes it whole or not at all: `.json`, `.prom` (OpenMetrics, for the textfile collector of the node exporter), any
  /// other name as text.
  ///
  /// - Throws: `Failure.output`.
  func write(to path: String) throws {
    let text =
      if path.hasSuffix(".json") { try json } else if path.hasSuffix(".prom") { OpenMetrics(self).text } else {
        self.text
      }
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
      // The collector is another user.
      try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    } catch {
      throw Failure.output("the report cannot be written to \(path): \(error.localizedDescription)")
    }
  }

  var milliseconds: Int { Int(((ended.timeIntervalSince(started)) * 1000).rounded()) }

  var text: String {
    let lines = stages.map { stage in
      let place = [stage.domain, stage.asOf].compactMap(\.self).joined(separator: " ")
      return [
        Self.left(stage.stage, 12), Self.left(place, 20), Self.right(stage.rows.map { "\($0) rows" } ?? "", 16),
        Self.right("\(stage.milliseconds) ms", 12), "  " + stage.detail,
      ].joined().trimmingSuffix(" ")
    }
    let head =
      "\(command) of version \(Version.current): exit \(status), \(milliseconds) ms, started \(started.ISO8601Format())"
    let memory =
      "peak memory \(peakMemory / 1_048_576) MiB, largest child process \(childPeakMemory / 1_048_576) MiB"
    return ([head, memory] + lines).joined(separator: "\n") + "\n"
  }

  private struct Content: Encodable {
    let version = Version.current
    let command: String
    let status: Int32
    let started: String
    let milliseconds: Int
    let peakMemory: Int
    let childPeakMemory: Int
    let stages: [RunStage]

    private enum CodingKeys: String, CodingKey {
      case version, command, status, started, milliseconds, stages
      case peakMemory = "peak_memory_bytes"
      case childPeakMemory = "child_peak_memory_bytes"
    }
  }

  var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
      let content = Content(
        command: command, status: status, started: started.ISO8601Format(), milliseconds: milliseconds,
        peakMemory: peakMemory, childPeakMemory: childPeakMemory, stages: stages)
      return String(decoding: try encoder.encode(content), as: UTF8.self) + "\n"
    }
  }

  /// Linux counts in KiB.
  private static func peak(_ who: __rusage_who) -> Int {
    var usage = rusage()
    return getrusage(who.rawValue, &usage) == 0 ? usage.ru_maxrss * 1024 : 0
  }

  private static func left(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}

extension String {
  fileprivate func trimmingSuffix(_ character: Character) -> String {
    var text = self
    while text.last == character { text.removeLast() }
    return text
  }
}
