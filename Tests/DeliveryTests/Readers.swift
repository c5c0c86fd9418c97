import Foundation

/// Readers of the languages of a project, written from their specifications and not from the writers: what they read
/// back must be what was meant.
enum Readers {
  /// The text of an M literal (Power Query M language specification, section 2.4: text and escape sequences).
  static func powerQuery(_ literal: String) -> String? {
    guard literal.hasPrefix("\""), literal.hasSuffix("\""), literal.utf16.count >= 2 else { return nil }
    let scalars = Array(literal.unicodeScalars.dropFirst().dropLast())
    var text = String.UnicodeScalarView()
    var index = 0
    while index < scalars.count {
      if scalars[index] == "\"" {
        guard index + 1 < scalars.count, scalars[index + 1] == "\"" else { return nil }
        text.append("\"")
        index += 2
      } else if scalars[index] == "#", index + 1 < scalars.count, scalars[index + 1] == "(" {
        guard let end = scalars[index...].firstIndex(of: ")") else { return nil }
        let code = String(String.UnicodeScalarView(scalars[(index + 2)..<end]))
        guard let value = UInt32(code, radix: 16), let scalar = Unicode.Scalar(value) else { return nil }
        text.append(scalar)
        index = end + 1
      } else {
        text.append(scalars[index])
        index += 1
      }
    }
    return String(text)
  }

  /// A part of a DAX or M expression.
  enum Token: Hashable {
    /// `"…"`, with quotes and escapes.
    case literal(String)
    /// `'…'`: a table in DAX.
    case quoted(String)
    /// `[…]`: a column or measure in DAX.
    case bracketed(String)
    case mark(Character)
    case word(String)
  }

  /// The tokens of DAX; nil where a quote or bracket is never closed.
  static func expression(_ text: String) -> [Token]? {
    let scalars = Array(text.unicodeScalars)
    var tokens: [Token] = []
    var index = 0
    /// The text up to `close`, which stands twice where it is meant; past it, `index`.
    func enclosed(_ close: Unicode.Scalar) -> String? {
      var text = String.UnicodeScalarView()
      index += 1
      while index < scalars.count {
        if scalars[index] == close {
          guard index + 1 < scalars.count, scalars[index + 1] == close else {
            index += 1
            return String(text)
          }
          index += 1
        }
        text.append(scalars[index])
        index += 1
      }
      return nil
    }
    while index < scalars.count {
      switch scalars[index] {
      case "\"":
        guard let text = enclosed("\"") else { return nil }
        tokens.append(.literal(text))
      case "'":
        guard let text = enclosed("'") else { return nil }
        tokens.append(.quoted(text))
      case "[":
        guard let text = enclosed("]") else { return nil }
        tokens.append(.bracketed(text))
      case let scalar where scalar.properties.isAlphabetic || scalar == "_":
        var word = ""
        while index < scalars.count,
          scalars[index].properties.isAlphabetic || "_.0123456789".unicodeScalars.contains(scalars[index])
        {
          word.unicodeScalars.append(scalars[index])
          index += 1
        }
        tokens.append(.word(word))
      case let scalar:
        if !scalar.properties.isWhitespace { tokens.append(.mark(Character(scalar))) }
        index += 1
      }
    }
    return tokens
  }
}
