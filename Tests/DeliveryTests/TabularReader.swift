import Foundation

/// Reads TMDL by its rules of indentation: objects, their names and properties (TMDL overview, learn.microsoft.com).
/// It refuses what Microsoft's deserializer refuses first: depth that jumps, and lines that are neither an object, a
/// property, a flag, a description nor part of an expression.
struct TabularReader {
  final class Object {
    let kind: String
    let name: String
    var properties: [String: String] = [:]
    var expression: [String] = []
    var children: [Object] = []

    init(kind: String, name: String) {
      self.kind = kind
      self.name = name
    }

    func children(_ kind: String) -> [Object] { children.filter { $0.kind == kind } }
  }

  struct Refusal: Error { let line: Int, text: String }

  private static let kinds: Set<String> = [
    "database", "model", "table", "column", "measure", "partition", "hierarchy", "level", "relationship",
    "expression",
    "role", "tablePermission", "annotation", "cultureInfo", "ref", "linguisticMetadata",
    "formatStringDefinition",
    "dataAccessOptions",
  ]
  private static let flags: Set<String> = [
    "isHidden", "isKey", "discourageImplicitMeasures", "legacyRedirects", "returnErrorValuesAsNull",
  ]

  /// The objects at the top of a file.
  static func read(_ text: String) throws -> [Object] {
    let root = Object(kind: "file", name: "")
    var open = [(depth: -1, object: root)]
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let depth = line.prefix { $0 == "\t" }.count
      let body = line.dropFirst(depth)
      if body.isEmpty || body.hasPrefix("///") { continue }
      while let last = open.last, last.depth >= depth { open.removeLast() }
      let (parent, object) = (open[open.count - 1], open[open.count - 1].object)
      if depth > parent.depth + 1 {
        // Lines of an expression lie two levels below their object, those of a property one more.
        guard depth <= parent.depth + 3, parent.depth >= 0 else {
          throw Refusal(line: number + 1, text: String(line))
        }
        object.expression.append(String(body))
      } else if let kind = kinds.first(where: { body == $0 || body.hasPrefix($0 + " ") }) {
        let (name, rest) = Self.name(body.dropFirst(kind.count).drop { $0 == " " })
        let child = Object(kind: kind, name: name)
        let value = rest.drop { $0 == " " }
        if value.hasPrefix("=") {
          let text = value.dropFirst().drop { $0 == " " }
          if !text.isEmpty { child.expression.append(String(text)) }
        }
        object.children.append(child)
        open.append((depth, child))
      } else if let colon = body.firstIndex(of: ":"), body[..<colon].allSatisfy(\.isLetter) {
        object.properties[String(body[..<colon])] = String(body[body.index(after: colon)...].dropFirst())
      } else if flags.contains(String(body)) {
        object.properties[String(body)] = "true"
      } else if body == "source =" || body.hasPrefix("formatStringDefinition") {
        continue
      } else {
        throw Refusal(line: number + 1, text: String(line))
      }
    }
    return root.children
  }

  /// The name at the front, its quotes undone, and what follows it.
  static func name(_ text: Substring) -> (name: String, rest: Substring) {
    let scalars = text.unicodeScalars
    guard scalars.first == "'" else {
      let end = scalars.firstIndex { $0 == " " || $0 == "." || $0 == "=" } ?? scalars.endIndex
      return (String(text[..<end]), text[end...])
    }
    var name = String.UnicodeScalarView()
    var index = scalars.index(after: scalars.startIndex)
    while index < scalars.endIndex {
      let next = scalars.index(after: index)
      if scalars[index] == "'" {
        guard next < scalars.endIndex, scalars[next] == "'" else { return (String(name), text[next...]) }
        index = next
      }
      name.append(scalars[index])
      index = scalars.index(after: index)
    }
    return (String(name), "")
  }
}
