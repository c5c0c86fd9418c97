/// Makes an SVG of a page stand alone: with its namespace, the page's style (its light colours in place of the
/// variables, which no drawing library knows) and the patterns that it refers to.
struct StandaloneSVG {
  private let style: String
  private let patterns: String

  /// Reads `templates`/html/pack.css and patterns.mustache. Throws for a variable that the style does not define.
  init(templates folder: String) throws(PackError) {
    let path = "\(folder)/html/pack.css"
    style = try Self.resolve(try TemplateLibrary.text(path), path)
    let text = try TemplateLibrary.text("\(folder)/html/patterns.mustache")
    guard let start = text.firstRange(of: "<defs>"), let end = text.firstRange(of: "</defs>") else {
      throw PackError(.definition, file: "\(folder)/html/patterns.mustache", "has no <defs>")
    }
    patterns = String(text[start.lowerBound..<end.upperBound])
  }

  /// `element` begins with `<svg `.
  func document(_ element: String) -> String {
    guard let open = element.firstIndex(of: ">") else { return element }
    let head = element[..<open].dropFirst("<svg".count)
    return
      "<svg xmlns=\"http://www.w3.org/2000/svg\" font-family=\"DejaVu Sans\"\(head)><style>\(style)</style>"
      + patterns + element[element.index(after: open)...]
  }

  /// The rules outside of media queries, variables replaced by the values of the first `:root`.
  private static func resolve(_ css: String, _ path: String) throws(PackError) -> String {
    var rules = ""
    var rest = Substring(css)
    while let media = rest.firstRange(of: "@media") {
      rules += rest[..<media.lowerBound]
      rest = rest[media.upperBound...]
      var depth = 0
      while let character = rest.first {
        rest = rest.dropFirst()
        if character == "{" { depth += 1 }
        if character == "}" { depth -= 1 }
        if character == "}", depth == 0 { break }
      }
    }
    rules += rest
    var values: [Substring: Substring] = [:]
    for match in rules.matches(of: /(--[a-z0-9-]+):\s*([^;}]+)/) where values[match.1] == nil {
      values[match.1] = match.2
    }
    var unknown: Substring?
    let resolved = rules.replacing(/var\((--[a-z0-9-]+)\)/) { match in
      if values[match.1] == nil { unknown = match.1 }
      return values[match.1] ?? ""
    }
    if let unknown {
      throw PackError(.definition, file: path, "the variable \(unknown) is not defined in :root")
    }
    return resolved.replacing(/:root\s*\{[^}]*\}/, with: "")
  }
}
