import Foundation
import Warehouse

/// The tables of a pack beside the same tables of the database, field by field.
public struct PackComparison: Sendable {
  public private(set) var problems: [PackProblem] = []
  /// Fields that agree.
  public private(set) var fields = 0
  /// At most this many differences are told of one table.
  static let told = 20

  /// `tables` is what the database says now of the pack's month. Tables and columns that the pack does not have are no
  /// difference: they are of a later version. That none was taken out of the pack its manifest's digest says.
  public init(_ pack: PackFolder, _ tables: [PackTable]) {
    for listed in pack.manifest.tables {
      guard let table = tables.first(where: { $0.relation == listed.relation }) else {
        problems.append(
          PackProblem(
            .database, file: listed.path, "the database has no rows for \(listed.relation) in that month"))
        continue
      }
      // A file that is missing or damaged is told by its digest.
      guard let bytes = FileManager.default.contents(atPath: "\(pack.path)/\(listed.path)"),
        let rows = PackTableFile.decode(Array(bytes))
      else { continue }
      compare(listed.path, rows, table)
    }
  }

  private mutating func compare(_ file: String, _ rows: [[String?]], _ table: PackTable) {
    var found: [PackProblem] = []
    defer {
      problems += found.prefix(Self.told)
      if found.count > Self.told {
        problems.append(PackProblem(.database, file: file, "and \(found.count - Self.told) differences more"))
      }
    }
    let header = (rows.first ?? []).compactMap(\.self)
    let places = header.map { table.columns.firstIndex(of: $0) }
    let gone = zip(header, places).filter { $1 == nil }.map(\.0) + table.keys.filter { !header.contains($0) }
    guard gone.isEmpty else {
      found.append(
        PackProblem(
          .database, file: file, "has other columns than \(table.relation): \(gone.joined(separator: ", "))"))
      return
    }
    let keys = table.keys.compactMap(header.firstIndex)
    func key(_ row: [String?]) -> [String?] { keys.map { $0 < row.count ? row[$0] : nil } }
    func words(_ row: [String?]) -> String {
      zip(table.keys, key(row)).map { "\($0) \($1 ?? "null")" }.joined(separator: ", ")
    }
    var known: [[String?]: [[String?]]] = [:]
    let storedRows = table.rows.map { row in places.map { $0.flatMap { row[$0] } } }
    for row in storedRows { known[key(row), default: []].append(row) }
    for row in rows.dropFirst() {
      guard let stored = known[key(row)]?.first else {
        found.append(PackProblem(.database, file: file, "\(words(row)): the database has no such row"))
        continue
      }
      known[key(row)]?.removeFirst()
      for (column, (shown, now)) in zip(header, zip(row, stored)) {
        if shown == now {
          fields += 1
        } else {
          found.append(
            PackProblem(
              .database, file: file,
              "\(words(row)): \(column) is \(shown ?? "null") in the pack, \(now ?? "null") in the database"))
        }
      }
    }
    for row in storedRows where known[key(row)]?.isEmpty == false {
      known[key(row)]?.removeFirst()
      found.append(PackProblem(.database, file: file, "\(words(row)): the pack lacks this row of the database"))
    }
  }
}
