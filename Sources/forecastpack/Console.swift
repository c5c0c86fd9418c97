import Foundation

/// Progress and messages on standard error, results on standard output.
struct Console {
  let isQuiet: Bool
  /// Whether standard error is a terminal, where a line may be written over.
  private let isTerminal = isatty(2) == 1

  init(isQuiet: Bool) { self.isQuiet = isQuiet }

  /// A result, on standard output.
  func result(_ text: String) { write(text + "\n", to: .standardOutput) }

  /// A result for programs, on standard output, with its keys sorted.
  func result(json value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    result(String(decoding: try encoder.encode(value), as: UTF8.self))
  }

  /// A message for whoever watches, on standard error.
  func note(_ text: String) {
    guard !isQuiet else { return }
    write((isJSON ? RunLog.line(level: "notice", message: text) : text) + "\n", to: .standardError)
  }

  /// An error, on standard error, whatever the flags.
  func error(_ text: String) {
    write(
      (isJSON ? RunLog.line(level: "error", message: text) : "forecastpack: \(text)") + "\n", to: .standardError
    )
  }

  private var isJSON: Bool { RunLog.process.format == .json }

  /// Runs `body` and says how long it took: `load      10 tables, 919,842 rows      1.4 s`. `body` returns the
  /// words in the middle beside its result.
  func stage<Result>(_ name: String, _ body: () throws -> (Result, String)) rethrows -> Result {
    try stage(name) { () throws -> (Result, RunStage) in
      let (result, words) = try body()
      return (result, RunStage(stage: name, detail: words))
    }
  }

  /// The same for a stage of which more is known than words; its time is set here.
  func stage<Result>(_ name: String, _ body: () throws -> (Result, RunStage)) rethrows -> Result {
    let isShown = isTerminal && !isQuiet && !isJSON
    if isShown { write("\(name) …", to: .standardError) }
    let clock = ContinuousClock()
    let start = clock.now
    do {
      var (result, stage) = try body()
      let duration = clock.now - start
      stage.milliseconds = Int((duration / .milliseconds(1)).rounded())
      RunLog.process.add(stage)
      finish(stage, duration)
      return result
    } catch {
      if isShown { write("\r\u{1B}[K", to: .standardError) }
      throw error
    }
  }

  /// A step within a stage: for reports and JSON logs, not for a person.
  func step(_ step: RunStage) {
    RunLog.process.add(step)
    if isJSON, !isQuiet {
      write(RunLog.line(level: "info", message: step.stage, stage: step) + "\n", to: .standardError)
    }
  }

  private func finish(_ stage: RunStage, _ duration: Duration) {
    guard !isQuiet else { return }
    guard !isJSON else {
      write(RunLog.line(level: "info", message: stage.stage, stage: stage) + "\n", to: .standardError)
      return
    }
    let tenths = Int((duration / .milliseconds(100)).rounded())
    let name = stage.stage.padding(toLength: 10, withPad: " ", startingAt: 0)
    let words = stage.detail.padding(toLength: max(60, stage.detail.count), withPad: " ", startingAt: 0)
    let line = "\(name)\(words) \(tenths / 10).\(tenths % 10) s\n"
    write(isTerminal ? "\r\u{1B}[K" + line : line, to: .standardError)
  }

  /// A reader that has gone (a closed pipe) is no reason to fail.
  private func write(_ text: String, to handle: FileHandle) {
    try? handle.write(contentsOf: Data(text.utf8))
  }
}
