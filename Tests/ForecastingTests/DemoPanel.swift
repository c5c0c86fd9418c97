import Foundation

@testable import Forecasting

/// The monthly panels of the demo (Fixtures/adventureworks.csv, made by adventureworks.py from the bundled facts).
struct DemoPanel {
  /// region, country, channel, category of each series.
  let keys: [[String]]
  private let firstMonths: [Month]
  private let values: [[Double]]

  static let lastMonth = Month(year: 2013, month: 11)

  init(_ domain: String) throws {
    var series: [[String]: [(Month, Double)]] = [:]
    for line in try Fixture.lines("adventureworks.csv").dropFirst() {
      let fields = line.components(separatedBy: ",")
      guard fields[0] == domain, let month = Month(fields[5]), let value = Double(fields[6]) else { continue }
      series[Array(fields[1...4]), default: []].append((month, value))
    }
    let sorted = series.sorted { $0.key.joined(separator: "\u{1}") < $1.key.joined(separator: "\u{1}") }
    keys = sorted.map(\.key)
    firstMonths = sorted.map { $0.value[0].0 }
    values = sorted.map { $0.value.map(\.1) }
  }

  /// The series that had begun by `asOf`, up to it, and their indices.
  func panel(asOf: Month) throws -> (panel: Panel, series: [Int]) {
    let begun = keys.indices.filter { firstMonths[$0] <= asOf }
    let known = begun.map { values[$0].prefix(asOf - firstMonths[$0] + 1) }
    let panel = try Panel(
      asOf: asOf, values: Array(known.joined()),
      offsets: known.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) },
      firstMonths: begun.map { firstMonths[$0] })
    return (panel, begun)
  }

  func actual(_ series: Int, _ month: Month) -> Double {
    let index = month - firstMonths[series]
    return values[series].indices.contains(index) ? values[series][index] : 0
  }

  /// The total, then the countries, of `series`.
  func grouping(_ series: [Int]) -> Grouping {
    Grouping(levels: [level("total", series) { _ in "" }, level("country", series) { $0[1] }])
  }

  private func level(_ name: String, _ series: [Int], by key: ([String]) -> String) -> GroupLevel {
    let groups = Dictionary(grouping: series.indices) { key(keys[series[$0]]) }
    return GroupLevel(name: name, nodes: groups.sorted { $0.key < $1.key }.map(\.value))
  }
}
