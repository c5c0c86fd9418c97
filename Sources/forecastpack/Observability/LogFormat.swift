import ArgumentParser

/// How messages on standard error are written.
enum LogFormat: String, ExpressibleByArgument, CaseIterable {
  /// For a person.
  case text
  /// A JSON object a line and event, with its keys sorted.
  case json
}
