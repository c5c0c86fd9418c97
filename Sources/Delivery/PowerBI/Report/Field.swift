/// A column or a measure in a visual.
struct Field: Hashable {
  enum Kind: Hashable { case column, measure }

  var kind: Kind
  var table: String
  var name: String
  /// What the visual calls it; nil for its own name.
  var title: String?

  static func column(_ table: String, _ name: String, title: String? = nil) -> Field {
    Field(kind: .column, table: table, name: name, title: title)
  }

  static func measure(_ name: String, title: String? = nil) -> Field {
    Field(kind: .measure, table: Star.measures, name: name, title: title)
  }

  /// How formatting refers to it.
  var reference: String { "\(table).\(name)" }

  var json: JSONText {
    let body: JSONText = [
      "Expression": ["SourceRef": ["Entity": .string(table)]], "Property": .string(name),
    ]
    return kind == .column ? ["Column": body] : ["Measure": body]
  }

  func projection(isActive: Bool) -> JSONText {
    let projection: JSONText = [
      "field": json, "queryRef": .string(reference), "nativeQueryRef": .string(title ?? name),
    ]
    return projection.adding("active", isActive ? true : nil)
      .adding("displayName", title.map { .string($0) })
  }
}
