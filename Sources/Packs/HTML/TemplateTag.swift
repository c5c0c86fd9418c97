/// One tag of a Mustache template, and where it stands.
struct TemplateTag {
  enum Kind { case variable, markup, section, inverted, end, partial, comment }

  let kind: Kind
  let name: String
  let line: Int

  /// Every tag of `text`. Only the plain part of Mustache is allowed: no lambdas, transforms, inheritance or other
  /// delimiters, which could not be checked.
  static func scan(_ text: String, file: String) throws(PackError) -> [TemplateTag] {
    var tags: [TemplateTag] = []
    var line = 1
    var rest = Substring(text)
    while let open = rest.firstRange(of: "{{") {
      line += rest[..<open.lowerBound].utf8.count { $0 == UInt8(ascii: "\n") }
      rest = rest[open.upperBound...]
      let isTriple = rest.hasPrefix("{")
      guard let close = rest.firstRange(of: isTriple ? "}}}" : "}}") else {
        throw PackError(.definition, file: file, line: line, "a tag is not closed")
      }
      let inner = rest[..<close.lowerBound]
      let start = line
      line += inner.utf8.count { $0 == UInt8(ascii: "\n") }
      rest = rest[close.upperBound...]
      tags.append(try tag(isTriple ? inner.dropFirst() : inner, isTriple, file, start))
    }
    return tags
  }

  private static func tag(
    _ inner: Substring, _ isTriple: Bool, _ file: String, _ line: Int
  ) throws(PackError) -> TemplateTag {
    let kinds: [Character: Kind] = [
      "#": .section, "^": .inverted, "/": .end, ">": .partial, "!": .comment, "&": .markup,
    ]
    var kind = isTriple ? Kind.markup : .variable
    var name = inner
    if !isTriple, let first = inner.first, let found = kinds[first] {
      kind = found
      name = inner.dropFirst()
    }
    let trimmed = name.trimmingPrefix { $0 == " " }.reversed().drop { $0 == " " }.reversed()
    let text = String(trimmed)
    let isName = !text.isEmpty && text.utf8.allSatisfy { isNameByte($0) }
    guard kind == .comment || isName else {
      throw PackError(
        .definition, file: file, line: line,
        "'{{\(inner)}}' is not a tag that pack templates have; expected a name, # ^ / > ! or & before a name")
    }
    return TemplateTag(kind: kind, name: text, line: line)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "_")
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
