/// PostgreSQL's text form of arrays (manual, 8.15.6).
enum PostgresArray {
  /// `{"a","b \"c\""}`: every element quoted, so that nothing in it is read as syntax or as NULL.
  static func text(_ elements: [String]) -> String {
    let special: Set<UInt8> = [UInt8(ascii: "\""), UInt8(ascii: "\\")]
    let quoted = elements.map { element in
      let bytes = element.utf8.flatMap { special.contains($0) ? [UInt8(ascii: "\\"), $0] : [$0] }
      return "\"" + String(decoding: bytes, as: UTF8.self) + "\""
    }
    return "{" + quoted.joined(separator: ",") + "}"
  }
}
