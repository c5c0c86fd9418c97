import Domains
import Forecasting
import Testing

@testable import Delivery
@testable import Packs

/// The workbook of a pack has, for each table that the model may read from it, an Excel Table of the name that the
/// fallback looks for, with every column that the model asks for.
@Suite struct WorkbookTests {
  @Test func theWorkbooksTablesHoldTheModelsColumns() throws {
    let project = try Samples.project(Samples.plain)
    let fallback = try #require(project.files.first { $0.path == "fallback/SourceTable.workbook.pq" }).text
    for subject in Samples.plain.domains {
      for workbook in try Self.tables(subject.domain) {
        #expect(fallback.contains("\(workbook.source) = \"\(workbook.name)\""), "\(workbook.source)")
        let table = try #require(project.model.tables.first { $0.source == workbook.source })
        let kinds = Dictionary(uniqueKeysWithValues: workbook.columns.map { ($0.name, $0.kind) })
        for column in table.columns {
          guard let name = column.source else { continue }
          let kind = try #require(kinds[name], "\(workbook.name)[\(name)]")
          #expect(Self.kinds(of: column.type).contains(kind), "\(workbook.name)[\(name)]")
        }
      }
    }
  }

  /// The kinds of cells that Power Query reads as the type. The workbook writes times as ISO 8601 text.
  private static func kinds(of type: ColumnType) -> [DataTable.Kind] {
    switch type {
    case .text, .time: [.text]
    case .date: [.date]
    case .integer: [.count]
    case .flag: [.flag]
    case .amount, .number: [.number]
    }
  }

  /// The Excel Tables of a domain, from one row with every value that its facts have.
  private static func tables(_ domain: Domain) throws -> [DataTable] {
    let month = try #require(Month("2013-11"))
    let amount = try #require(Amount("1.00", decimals: domain.decimals))
    let keys = SeriesKey(domain.keys)
    let isStock = domain.kind == .stock
    let actual = ActualRow(
      month: month, keys: keys, value: amount, units: amount, inflow: isStock ? amount : nil,
      outflow: isStock ? amount : nil, revaluation: isStock ? amount : nil, isComplete: true)
    return [DataTable(predictions: [], of: domain), DataTable(actuals: [actual], of: domain)]
  }
}
