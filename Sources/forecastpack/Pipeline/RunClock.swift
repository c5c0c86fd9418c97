import Foundation

/// The one moment that a run writes into tables and packs.
struct RunClock {
  /// Seconds since 1970.
  let epoch: Int64

  /// From SOURCE_DATE_EPOCH where that is set, so that two runs give the same bytes; else now.
  /// Throws `Failure.configuration` for a value that is no time.
  init(environment: [String: String] = ProcessInfo.processInfo.environment) throws {
    guard let text = environment["SOURCE_DATE_EPOCH"] else {
      epoch = Int64(Date().timeIntervalSince1970)
      return
    }
    guard let seconds = Int64(text), (0...253_402_300_799).contains(seconds) else {
      throw Failure.configuration("SOURCE_DATE_EPOCH is '\(text)'; expected whole seconds since 1970")
    }
    epoch = seconds
  }
}
