extension Connection {
  /// `name` as an SQL identifier, quoted: `"a ""b"""`.
  public static func quoteIdentifier(_ name: String) -> String {
    doubling([UInt8(ascii: "\"")], in: name, around: "\"")
  }

  /// `text` as an SQL literal that does not depend on `standard_conforming_strings`: `'it''s'`, ` E'a\\b'`.
  public static func quoteLiteral(_ text: String) -> String {
    let isEscaped = text.utf8.contains(UInt8(ascii: "\\"))
    return (isEscaped ? " E" : "") + doubling([UInt8(ascii: "'"), UInt8(ascii: "\\")], in: text, around: "'")
  }

  /// By bytes, as the server reads it: to Swift a quote with a combining accent is another character than a quote.
  private static func doubling(_ special: [UInt8], in text: String, around quote: String) -> String {
    let bytes = text.utf8.flatMap { special.contains($0) ? [$0, $0] : [$0] }
    return quote + String(decoding: bytes, as: UTF8.self) + quote
  }
}
