import Forecasting
import Foundation
import StrictYAML

/// The words and month names that the pack itself writes, in one language.
public struct Language: Hashable, Sendable {
  /// `en`, as in the page's `lang`.
  public let code: String
  private let texts: [Message: String]
  private let months: [String]
  /// For what the database has codes for.
  let database: DatabaseWords

  /// Reads `templates`/messages/`code`.yml. Throws `PackError` with file and line for a text that is missing, that
  /// nothing shows, or that has a name in braces which nothing stands for.
  public static func read(_ code: String, templates: String) throws(PackError) -> Language {
    let path = "\(templates)/messages/\(code).yml"
    return try yaml { () throws(YAMLError) in try Language(code, YAMLValue.read(path: path)) }
  }

  init(_ code: String, _ value: YAMLValue) throws(YAMLError) {
    self.code = code
    let keys = try value.mapping()
    let names = try keys.required("months")
    months = try names.strings()
    guard months.count == 12 else { throw names.error("has \(months.count) names; expected 12") }
    var texts: [Message: String] = [:]
    for message in Message.allCases {
      let entry = try keys.required(message.rawValue)
      let text = try entry.string()
      for name in Self.names(in: text) where !message.names.contains(name) {
        let known = message.names.isEmpty ? "none" : message.names.map { "{\($0)}" }.joined(separator: ", ")
        throw entry.error("has the name {\(name)}, which nothing stands for; there are \(known)")
      }
      texts[message] = text
    }
    self.texts = texts
    database = try keys.optional("by_code").map(DatabaseWords.init) ?? DatabaseWords()
    try keys.finish()
  }

  /// The text of `message`, its names replaced.
  func text(_ message: Message, _ values: [String: String] = [:]) -> String {
    sentence(message, values.mapValues { [.words($0)] }).text
  }

  /// The text of `message`, its names replaced by words and figures.
  func sentence(_ message: Message, _ values: [String: [Sentence.Part]] = [:]) -> Sentence {
    var parts: [Sentence.Part] = []
    var rest = Substring(texts[message] ?? "")
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      parts.append(.words(String(rest[..<open])))
      parts += values[String(rest[rest.index(after: open)..<close])] ?? []
      rest = rest[rest.index(after: close)...]
    }
    return Sentence(parts + [.words(String(rest))])
  }

  /// `Nov`.
  func shortName(_ month: Month) -> String { months[month.month - 1] }
  /// `Nov 2013`.
  func name(_ month: Month) -> String { "\(shortName(month)) \(month.year)" }
  /// `Jan..Nov 2013`, `Dec 2012..Nov 2013`, or one month.
  func name(_ start: Month, _ end: Month) -> String {
    if start == end { return name(start) }
    return (start.year == end.year ? shortName(start) : name(start)) + ".." + name(end)
  }

  /// The names in braces.
  static func names(in text: String) -> [String] {
    text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().map {
      String($0.prefix { $0 != "}" })
    }
  }
}
