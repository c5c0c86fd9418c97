import Foundation
import Logging

/// What libraries log, as lines of JSON on standard error.
struct JSONLogHandler: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.warning
  private let label: String

  init(label: String) { self.label = label }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var fields = metadata.merging(event.metadata ?? [:]) { $1 }.mapValues(\.description)
    fields["logger"] = label
    let line = RunLog.line(level: event.level.rawValue, message: event.message.description, fields: fields)
    try? FileHandle.standardError.write(contentsOf: Data((line + "\n").utf8))
  }
}
