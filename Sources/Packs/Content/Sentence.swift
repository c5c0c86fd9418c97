/// A sentence by rule. Its numbers are cells of the content's tables: no claim without its number.
public struct Sentence: Hashable, Sendable {
  public var parts: [Part]

  public enum Part: Hashable, Sendable {
    case words(String)
    case figure(Figure)
  }

  /// A number as it is written, and the cell that it is.
  public struct Figure: Hashable, Sendable {
    public var text: String
    /// The id of the table, the position of the row, the key of the column.
    public var table: String
    public var row: Int
    public var column: String
  }

  /// Neighbouring words become one part, empty ones none.
  init(_ parts: [Part]) {
    self.parts = []
    for part in parts {
      switch (part, self.parts.last) {
      case (.words(""), _): continue
      case (.words(let next), .words(let last)?): self.parts[self.parts.count - 1] = .words(last + next)
      default: self.parts.append(part)
      }
    }
  }

  init(words: String) { self.init([.words(words)]) }

  public var figures: [Figure] {
    parts.compactMap { part in
      if case .figure(let figure) = part { figure } else { nil }
    }
  }

  /// As plain text.
  public var text: String {
    parts.map { part in
      switch part {
      case .words(let words): words
      case .figure(let figure): figure.text
      }
    }.joined()
  }
}
