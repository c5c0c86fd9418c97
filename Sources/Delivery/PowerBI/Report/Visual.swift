/// A visual of a page.
struct Visual {
  enum Kind: String {
    case card = "cardVisual"
    case line = "lineChart"
    case combo = "lineStackedColumnComboChart"
    case matrix = "pivotTable"
    case table = "tableEx"
    case slicer
    case text = "textbox"
  }

  struct Frame {
    var x: Int
    var y: Int
    var width: Int
    var height: Int
  }

  var kind: Kind
  /// Unique on its page; its identifier follows from it.
  var key: String
  var frame: Frame
  /// For readers who do not see it.
  var alternativeText: String
  var title: String?
  /// Fields by role, in order.
  var roles: [(name: String, fields: [Field])] = []
  var objects: [(name: String, formatting: [Formatting])] = []
  var sort: (field: Field, ascending: Bool)?
  /// Slicers of one group choose alike on all pages.
  var syncGroup: String?
  /// The words of a text box.
  var words: String?

  func json(page: String, order: Int) -> JSONText {
    let position: JSONText = [
      "x": .integer(frame.x), "y": .integer(frame.y), "z": .integer(order * 1000),
      "height": .integer(frame.height),
      "width": .integer(frame.width), "tabOrder": .integer(order * 1000),
    ]
    return [
      "$schema":
        "https://developer.microsoft.com/json-schemas/fabric/item/report/definition/visualContainer/2.4.0/schema.json",
      "name": .string(identifier(page: page)), "position": position, "visual": body,
    ]
  }

  func identifier(page: String) -> String { Identity.folder("visual", page, key) }

  private var body: JSONText {
    var containers = [("general", [Formatting().text("altText", alternativeText)])]
    if let title { containers.insert(("title", [Formatting().flag("show", true).text("text", title)]), at: 0) }
    return JSONText.object([JSONText.Member(name: "visualType", value: .string(kind.rawValue))])
      .adding("query", roles.isEmpty ? nil : query)
      .adding("objects", objectsJSON)
      .adding("visualContainerObjects", Self.json(containers))
      .adding(
        "syncGroup", syncGroup.map { ["groupName": .string($0), "fieldChanges": true, "filterChanges": true] }
      )
      .adding("drillFilterOtherVisuals", true)
  }

  private var query: JSONText {
    let state = roles.map { role in
      let first = role.name == "Category" || (kind == .slicer && role.name == "Values")
      let projections = role.fields.map { $0.projection(isActive: first) }
      return JSONText.Member(name: role.name, value: ["projections": .array(projections)])
    }
    let order: JSONText? = sort.map {
      ["sort": [["field": $0.field.json, "direction": .string($0.ascending ? "Ascending" : "Descending")]]]
    }
    return JSONText.object([JSONText.Member(name: "queryState", value: .object(state))])
      .adding("sortDefinition", order)
  }

  private var objectsJSON: JSONText? {
    if let words {
      let run: JSONText = ["value": .string(words), "textStyle": ["fontWeight": "bold", "fontSize": "16pt"]]
      return ["general": [["properties": ["paragraphs": [["textRuns": [run]]]]]]]
    }
    return objects.isEmpty ? nil : Self.json(objects)
  }

  private static func json(_ objects: [(String, [Formatting])]) -> JSONText {
    .object(objects.map { JSONText.Member(name: $0.0, value: .array($0.1.map(\.json))) })
  }
}
