import Domains
import Forecasting
import Foundation
import Testing

@testable import Delivery
@testable import Packs

/// The workbook of a pack has, for each table that the model may read from it, an Excel Table of the name that the
/// fallback looks for. That its columns are the database's is shown on the demo's workbook.
@Suite struct WorkbookTests {
  @Test func theFallbackLooksForTheWorkbooksTables() throws {
    let project = try Samples.project(Samples.plain)
    let fallback = try #require(project.files.first { $0.path == "fallback/SourceTable.workbook.pq" }).text
    let root = (0..<3).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }
    let requests = try DataTableDefinition.requests(
      templates: root.appending(path: "templates").path, domains: Samples.plain.domains.map(\.domain),
      asOf: try #require(Month("2013-11"))
    ).filter { !$0.relation.hasPrefix("vintage_plan_") }  // the model has no plan
    #expect(requests.count == 3 * Samples.plain.domains.count)
    for request in requests {
      #expect(fallback.contains("\(request.relation) = \"\(request.name)\""), "\(request.relation)")
    }
  }
}
