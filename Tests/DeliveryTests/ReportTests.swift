import Foundation
import Testing

@testable import Delivery

/// The report is whole: valid JSON, fields of the model, visuals on the page, words for those who do not see them.
@Suite struct ReportTests {
  struct Visual {
    let page: String
    let folder: String
    let json: ReportJSON
    var type: String { json["visual"]["visualType"].text ?? "" }
    var fields: [(role: String, json: ReportJSON)] {
      let state = json["visual"]["query"]["queryState"]
      return state.names.flatMap { role in state[role]["projections"].items.map { (role, $0) } }
    }
  }

  private static func written(_ settings: PowerBISettings, _ body: (PowerBIProject, URL) throws -> Void) throws
  {
    let folder = FileManager.default.temporaryDirectory.appending(path: "powerbi-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let project = try Samples.project(settings)
    try project.write(to: folder)
    try body(project, folder)
  }

  private static func visuals(_ project: PowerBIProject, _ folder: URL) throws -> [Visual] {
    try project.files.filter { $0.path.hasSuffix("/visual.json") }.map { file in
      let parts = file.path.split(separator: "/").map(String.init)
      return Visual(
        page: parts[parts.count - 4], folder: parts[parts.count - 2],
        json: try ReportJSON(file: folder.appending(path: file.path)))
    }
  }

  @Test(arguments: Samples.all.map(\.name)) func everyFieldIsInTheModel(_ sample: String) throws {
    try Self.written(Samples.all.first { $0.name == sample }!.settings) { project, folder in
      let tables = Dictionary(uniqueKeysWithValues: project.model.tables.map { ($0.name, $0) })
      for visual in try Self.visuals(project, folder) {
        for (role, projection) in visual.fields {
          let kind = projection["field"].names[0]
          let field = projection["field"][kind]
          let table = try #require(tables[field["Expression"]["SourceRef"]["Entity"].text ?? ""])
          let name = try #require(field["Property"].text)
          let names = kind == "Measure" ? table.measures.map(\.name) : table.columns.map(\.name)
          #expect(names.contains(name), "\(visual.type) \(role): \(name)")
          #expect(projection["queryRef"].text == "\(table.name).\(name)")
        }
      }
    }
  }

  /// Roles of each visual as Power BI Desktop knows them.
  private static let roles: [String: Set<String>] = [
    "cardVisual": ["Data"], "lineChart": ["Category", "Y"],
    "lineStackedColumnComboChart": ["Category", "Y", "Y2"],
    "pivotTable": ["Rows", "Columns", "Values"], "tableEx": ["Values"], "slicer": ["Values"], "textbox": [],
  ]

  @Test(arguments: Samples.all.map(\.name)) func pagesAreWhole(_ sample: String) throws {
    try Self.written(Samples.all.first { $0.name == sample }!.settings) { project, folder in
      let pages = folder.appending(path: "ForecastPack.Report/definition/pages")
      let order = try ReportJSON(file: pages.appending(path: "pages.json"))["pageOrder"].texts
      let visuals = try Self.visuals(project, folder)
      #expect(Set(visuals.map(\.page)) == Set(order) && Set(order).count == order.count)
      for page in order {
        let size = try ReportJSON(file: pages.appending(path: "\(page)/page.json"))
        let here = visuals.filter { $0.page == page }
        #expect(
          here.count <= 300 && Set(here.map { $0.json["position"]["tabOrder"].integer }).count == here.count)
        for visual in here {
          let position = visual.json["position"]
          #expect(visual.json["name"].text == visual.folder)
          #expect(visual.folder.wholeMatch(of: /[A-Za-z0-9_-]{1,50}/) != nil)
          #expect(position["x"].integer >= 0 && position["y"].integer >= 0)
          #expect(position["x"].integer + position["width"].integer <= size["width"].integer)
          #expect(position["y"].integer + position["height"].integer <= size["height"].integer)
          #expect(Set(visual.fields.map(\.role)).isSubset(of: try #require(Self.roles[visual.type])))
          let general = visual.json["visual"]["visualContainerObjects"]["general"].items
          #expect(general.first?["properties"]["altText"].literal?.isEmpty == false)
        }
        let months = here.filter { visual in
          visual.type == "slicer"
            && visual.fields.contains {
              ["Runs.as_of_month", "Date.Year Month"].contains($0.json["queryRef"].text)
            }
        }
        #expect(months.count == 1, "a slicer of months on each page")
      }
    }
  }

  @Test func actualIsSolidAndForecastDashed() throws {
    try Self.written(Samples.plain) { project, folder in
      let trends = try Self.visuals(project, folder).filter { $0.type == "lineChart" }
      #expect(trends.count == 6, "one a domain on the overview and on its page")
      for trend in trends {
        let styles = trend.json["visual"]["objects"]["lineStyles"].items.map { style in
          let line = style["selector"]["metadata"].text?.split(separator: " ").dropFirst().joined(
            separator: " ")
          return "\(line ?? ""): \(style["properties"]["lineStyle"].literal ?? "")"
        }
        #expect(styles.contains { $0.hasSuffix("Forecast Line: dashed") })
        #expect(styles.contains { $0.hasSuffix("Actual: solid") })
      }
    }
  }

  /// A domain that no level tells by region or country has neither on its page.
  @Test func aDomainWithoutGeographyShowsNone() throws {
    try Self.written(Samples.plain) { project, folder in
      let pages = folder.appending(path: "ForecastPack.Report/definition/pages")
      for visual in try Self.visuals(project, folder) {
        let title = try ReportJSON(file: pages.appending(path: "\(visual.page)/page.json"))["displayName"].text
        guard title == "Inventory" else { continue }
        #expect(!visual.fields.contains { $0.json["queryRef"].text?.hasPrefix("Geography.") == true })
      }
    }
  }
}
