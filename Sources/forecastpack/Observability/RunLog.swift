import Foundation
import Synchronization

/// What this process has done so far, and how it tells of it: one a process, because a process is one run.
final class RunLog: Sendable {
  static let process = RunLog()

  private struct State {
    var format = LogFormat.text
    var reports: [String] = []
    var stages: [RunStage] = []
  }

  private let state = Mutex(State())
  private let started = Date()

  var format: LogFormat { state.withLock { $0.format } }

  /// - Parameter reports: files that `finish` writes.
  func configure(format: LogFormat, reports: [String]) {
    state.withLock {
      $0.format = format
      $0.reports = reports
    }
  }

  func add(_ stage: RunStage) { state.withLock { $0.stages.append(stage) } }

  /// Writes the reports that were asked for.
  ///
  /// - Parameter status: the exit code.
  /// - Throws: `Failure.output` for the first that cannot be written.
  func finish(command: String, status: Int32) throws {
    let (reports, stages) = state.withLock { ($0.reports, $0.stages) }
    guard !reports.isEmpty else { return }
    let report = RunReport(command: command, status: status, started: started, ended: Date(), stages: stages)
    for path in reports { try report.write(to: path) }
  }

  /// An event as a line of JSON: when, how bad, what, and its own fields.
  static func line(level: String, message: String, stage: RunStage? = nil, fields: [String: String] = [:])
    -> String
  {
    let event = Event(
      time: Date.now.ISO8601Format(.init(includingFractionalSeconds: true)), level: level, message: message,
      stage: stage, fields: fields.isEmpty ? nil : fields)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Text and whole numbers can always be encoded.
    return (try? encoder.encode(event)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  private struct Event: Encodable {
    let time: String
    let level: String
    let message: String
    let stage: RunStage?
    let fields: [String: String]?

    private enum CodingKeys: String, CodingKey { case time, level, message, fields }

    /// The fields of a stage stand beside the others.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(time, forKey: .time)
      try container.encode(level, forKey: .level)
      try container.encode(message, forKey: .message)
      try container.encodeIfPresent(fields, forKey: .fields)
      try stage?.encode(to: encoder)
    }
  }
}
