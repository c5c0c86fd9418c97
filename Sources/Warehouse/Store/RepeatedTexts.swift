import Domains

/// What the row before had: rows that follow each other share their texts and keys, which sorted rows mostly repeat.
final class RepeatedTexts {
  private var texts: [String: String] = [:]
  private var last: SeriesKey?

  /// The text that stood in `column` before, where it is the same, so that its memory is there once.
  func text(_ text: String, in column: String) -> String {
    if let before = texts[column], before.isByteEqual(to: text) { return before }
    texts[column] = text
    return text
  }

  func keys(_ keys: SeriesKey) -> SeriesKey {
    if let last, last == keys { return last }
    last = keys
    return keys
  }
}
