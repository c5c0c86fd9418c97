import Foundation
import Testing

@testable import Delivery

/// The semantic model is whole: what its files say is read back and every reference is followed.
@Suite struct ModelTests {
  private static func definition(_ project: PowerBIProject) -> [(path: String, text: String)] {
    let folder = "ForecastPack.SemanticModel/definition/"
    return project.files.filter { $0.path.hasPrefix(folder) }
      .map { (String($0.path.dropFirst(folder.count)), $0.text) }
  }

  private static func tables(_ project: PowerBIProject) throws -> [TabularReader.Object] {
    try definition(project).filter { $0.path.hasPrefix("tables/") }.flatMap { try TabularReader.read($0.text) }
  }

  @Test(arguments: Samples.all.map(\.name)) func theFilesSayWhatTheModelIs(_ sample: String) throws {
    let project = try Samples.project(Samples.all.first { $0.name == sample }!.settings)
    let tables = try Self.tables(project)
    #expect(Set(tables.map(\.name)) == Set(project.model.tables.map(\.name)))
    for table in project.model.tables {
      let read = try #require(tables.first { $0.name == table.name })
      #expect(read.children("column").map(\.name) == table.columns.map(\.name))
      #expect(read.children("measure").map(\.name) == table.measures.map(\.name))
      #expect(read.children("measure").map { $0.expression } == table.measures.map(\.expression))
    }
    let model = try #require(Self.definition(project).first { $0.path == "model.tmdl" })
    let listed = model.text.split(separator: "\n").filter { $0.hasPrefix("ref table ") }
      .map { TabularReader.name($0.dropFirst(10)).name }
    #expect(listed == project.model.tables.map(\.name))
  }

  @Test(arguments: Samples.all.map(\.name)) func namesDifferWhateverTheirCase(_ sample: String) throws {
    let project = try Samples.project(Samples.all.first { $0.name == sample }!.settings)
    func areDifferent(_ names: [String]) -> Bool { Set(names.map { $0.lowercased() }).count == names.count }
    #expect(areDifferent(project.model.tables.map(\.name)))
    #expect(areDifferent(project.model.measures.map(\.name)))
    #expect(areDifferent(project.files.map(\.path)))
    for table in project.model.tables {
      #expect(areDifferent(table.columns.map(\.name) + table.measures.map(\.name)), "\(table.name)")
      #expect(areDifferent(table.columns.map(\.query)), "\(table.name)")
      #expect(table.columns.allSatisfy { $0.name.utf16.count <= 100 })
    }
    #expect(project.model.measures.allSatisfy { $0.name.utf16.count <= 100 })
    #expect(project.files.allSatisfy { $0.path.count <= 180 }, "Windows' limit of paths")
    let tags = Self.definition(project).flatMap { $0.text.split(separator: "\n") }.filter {
      $0.contains("lineageTag: ")
    }
    #expect(Set(tags).count == tags.count)
  }

  @Test(arguments: Samples.all.map(\.name)) func relationshipsMakeAStar(_ sample: String) throws {
    let model = try Samples.project(Samples.all.first { $0.name == sample }!.settings).model
    func column(_ table: String, _ name: String) -> ModelColumn? {
      model.tables.first { $0.name == table }?.columns.first { $0.name == name }
    }
    for relationship in model.relationships {
      let from = try #require(column(relationship.fromTable, relationship.fromColumn))
      let to = try #require(column(relationship.toTable, relationship.toColumn))
      #expect(from.type == to.type)
    }
    // One way from a dimension to a fact, and none from one dimension to another.
    let pairs = model.relationships.map { [$0.fromTable, $0.toTable] }
    #expect(Set(pairs).count == pairs.count)
    #expect(Set(pairs.map { $0[0] }).isDisjoint(with: pairs.map { $0[1] }))
    #expect(model.tables.filter(\.isCalendar).map { $0.columns.filter(\.isKey).map(\.type) } == [[.date]])
  }

  @Test(arguments: Samples.all.map(\.name)) func measuresReferToWhatIsThere(_ sample: String) throws {
    let model = try Samples.project(Samples.all.first { $0.name == sample }!.settings).model
    let columns = Dictionary(uniqueKeysWithValues: model.tables.map { ($0.name, Set($0.columns.map(\.name))) })
    let measures = Set(model.measures.map(\.name))
    for measure in model.measures {
      let tokens = try #require(
        Readers.expression(measure.expression.joined(separator: "\n")), "\(measure.name) is not closed")
      var depth = 0
      var previous: Readers.Token?
      for token in tokens {
        switch (previous, token) {
        case (.quoted(let table), .bracketed(let column)):
          #expect(columns[table]?.contains(column) == true, "\(measure.name): '\(table)'[\(column)]")
        case (_, .bracketed(let name)):
          #expect(name.hasPrefix("@") || measures.contains(name), "\(measure.name): [\(name)]")
        case (_, .quoted(let table)): #expect(columns[table] != nil, "\(measure.name): '\(table)'")
        case (_, .mark("(")): depth += 1
        case (_, .mark(")")): depth -= 1
        default: break
        }
        #expect(depth >= 0, "\(measure.name)")
        previous = token
      }
      #expect(depth == 0, "\(measure.name)")
      #expect(!measure.description.isEmpty)
    }
  }

  /// A stock's value is never added over months: it comes from one month, the last in the filter.
  @Test func noMeasureOfAStockAddsMonths() throws {
    let measures = try Samples.project(Samples.plain).model.measures.filter { $0.name.hasPrefix("Inventory ") }
    #expect(!measures.isEmpty)
    #expect(!measures.contains { $0.name.contains("Year To Date") || $0.name.contains("Run Rate") })
    for name in ["Inventory Actual", "Inventory Forecast", "Inventory Forecast 1m"] {
      let measure = try #require(measures.first { $0.name == name })
      #expect(measure.expression.joined().contains("'Date'[Date] = LastMonth"), "\(name)")
    }
  }

  @Test func twoMeasuresOfOneNameAreRefused() throws {
    var settings = Samples.plain
    settings.ratios = [PowerBISettings.Ratio(label: "Sales Actual", numerator: "profit", denominator: "sales")]
    settings.ratios.append(
      PowerBISettings.Ratio(label: "sales actual", numerator: "profit", denominator: "sales"))
    #expect(throws: PowerBIError.self) { try Samples.project(settings) }
    settings.ratios = [PowerBISettings.Ratio(label: "Cover", numerator: "inventory", denominator: "sales")]
    #expect { try Samples.project(settings) } throws: { "\($0)".contains("needs a flow domain 'inventory'") }
  }

  @Test func membersOfTheRoleSeeTheirRegionsOnly() throws {
    let project = try Samples.project(Samples.plain)
    let role = try #require(project.files.first { $0.path.hasSuffix("roles/Region reader.tmdl") })
    let permissions = try TabularReader.read(role.text)[0].children("tablePermission")
    #expect(permissions.map(\.name) == ["Geography", "RegionAccess", "DataQuality"])
    #expect(permissions[0].expression.joined().contains("'RegionAccess'[User] = USERPRINCIPALNAME ()"))
    // Every table with rows of a region hangs on Geography.
    let facts = project.model.tables.filter { $0.columns.contains { $0.source == "region" } }.map(\.name)
    let guarded = project.model.relationships.filter { $0.toTable == "Geography" }.map(\.fromTable)
    #expect(facts == guarded && facts.count == 9)
  }
}
