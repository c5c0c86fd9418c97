/// A page of the report.
struct Page {
  static let width = 1280
  static let margin = 16

  /// Its identifier follows from it.
  var key: String
  var title: String
  var height: Int
  /// In the order of the tab key.
  var visuals: [Visual]

  var identifier: String { Identity.folder("page", key) }

  func files() -> [ProjectFile] {
    let json: JSONText = [
      "$schema":
        "https://developer.microsoft.com/json-schemas/fabric/item/report/definition/page/2.0.0/schema.json",
      "name": .string(identifier), "displayName": .string(title), "displayOption": "FitToPage",
      "height": .integer(height), "width": .integer(Self.width),
    ]
    let folder = "pages/\(identifier)"
    return [ProjectFile("\(folder)/page.json", json.document)]
      + visuals.enumerated().map { order, visual in
        ProjectFile(
          "\(folder)/visuals/\(visual.identifier(page: key))/visual.json",
          visual.json(page: key, order: order).document)
      }
  }
}
