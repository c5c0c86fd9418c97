/// SQL text with `{{name}}` placeholders; what replaces them is quoted by the caller.
struct SQLTemplate {
  let text: String

  /// A placeholder that nobody fills.
  struct UnknownPlaceholder: Error, Hashable, CustomStringConvertible {
    let name: String
    let known: [String]
    var description: String {
      "unknown placeholder {{\(name)}}; known are \(known.map { "{{\($0)}}" }.joined(separator: ", "))"
    }
  }

  /// One pass: a value that contains braces is not looked at again.
  func filled(_ values: [String: String]) throws(UnknownPlaceholder) -> String {
    var output = ""
    var rest = text[...]
    while let open = rest.firstRange(of: "{{"), let close = rest[open.upperBound...].firstRange(of: "}}") {
      let name = rest[open.upperBound..<close.lowerBound]
      guard let value = values[String(name)] else {
        throw UnknownPlaceholder(name: String(name), known: values.keys.sorted())
      }
      output += rest[..<open.lowerBound] + value
      rest = rest[close.upperBound...]
    }
    return output + rest
  }
}
