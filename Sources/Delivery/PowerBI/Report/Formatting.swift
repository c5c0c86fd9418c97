/// Formatting objects: properties whose values are literals or colours from a measure.
struct Formatting: Hashable {
  private var properties: [(name: String, value: JSONText)] = []
  private var selector: JSONText?

  static func == (left: Formatting, right: Formatting) -> Bool { left.json == right.json }
  func hash(into hasher: inout Hasher) { hasher.combine(json) }

  /// Text in single quotes, each doubled inside.
  func text(_ name: String, _ value: String) -> Formatting { literal(name, "'\(value.doubling("'"))'") }

  func flag(_ name: String, _ value: Bool) -> Formatting { literal(name, value ? "true" : "false") }

  func number(_ name: String, _ value: Int) -> Formatting { literal(name, "\(value)D") }

  /// A colour such as `#3A3A3A`.
  func colour(_ name: String, _ value: String) -> Formatting {
    adding(name, ["solid": ["color": ["expr": ["Literal": ["Value": .string("'\(value)'")]]]]])
  }

  /// The colour that a measure gives.
  func colour(_ name: String, from field: Field) -> Formatting {
    adding(name, ["solid": ["color": ["expr": field.json]]])
  }

  /// For one field of the visual; `everyRow` where a colour is computed for each row.
  func of(_ field: Field, everyRow: Bool = false) -> Formatting {
    var formatting = self
    let rows: JSONText? = everyRow ? [["dataViewWildcard": ["matchingOption": 1]]] : nil
    formatting.selector = JSONText.object([]).adding("data", rows).adding("metadata", .string(field.reference))
    return formatting
  }

  var json: JSONText {
    let properties = JSONText.object(properties.map { JSONText.Member(name: $0.name, value: $0.value) })
    return JSONText.object([]).adding("properties", properties).adding("selector", selector)
  }

  private func literal(_ name: String, _ value: String) -> Formatting {
    adding(name, ["expr": ["Literal": ["Value": .string(value)]]])
  }

  private func adding(_ name: String, _ value: JSONText) -> Formatting {
    var formatting = self
    formatting.properties.append((name, value))
    return formatting
  }
}
