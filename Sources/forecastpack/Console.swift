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
    write(text + "\n", to: .standardError)
  }

  /// An error, on standard error, whatever the flags.
  func error(_ text: String) { write("forecastpack: \(text)\n", to: .standardError) }

  /// Runs `body` and says how long it took: `load      10 tables, 919,842 rows      1.4 s`. `body` returns the
  /// words in the middle beside its result.
  func stage<Result>(_ name: String, _ body: () throws -> (Result, String)) rethrows -> Result {
    if isTerminal, !isQuiet { write("\(name) …", to: .standardError) }
    let clock = ContinuousClock()
    let start = clock.now
    do {
      let (result, words) = try body()
      finish(name, words, clock.now - start)
      return result
    } catch {
      if isTerminal, !isQuiet { write("\r\u{1B}[K", to: .standardError) }
      throw error
    }
  }

  private func finish(_ name: String, _ words: String, _ duration: Duration) {
    guard !isQuiet else { return }
    let tenths = Int((duration / .milliseconds(100)).rounded())
    let name = name.padding(toLength: 10, withPad: " ", startingAt: 0)
    let words = words.padding(toLength: max(60, words.count), withPad: " ", startingAt: 0)
    let line = "\(name)\(words) \(tenths / 10).\(tenths % 10) s\n"
    write(isTerminal ? "\r\u{1B}[K" + line : line, to: .standardError)
  }

  /// A reader that has gone (a closed pipe) is no reason to fail.
  private func write(_ text: String, to handle: FileHandle) {
    try? handle.write(contentsOf: Data(text.utf8))
  }
}
