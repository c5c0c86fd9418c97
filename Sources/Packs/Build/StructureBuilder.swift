import Domains

/// The parts of a domain's month, as bars.
struct StructureBuilder {
  let context: BuildContext

  func chart(_ levels: [String], domain name: String, id: String) throws(PackError) -> StructureChart? {
    guard !levels.isEmpty else { return nil }
    let definition = VarianceDefinition(
      domain: name, title: context.language.text(.structureTitle), levels: [Domain.Level.total] + levels,
      comparisons: [.priorYear])
    let table = try VarianceBuilder(context: context).table(definition, domain: name, id: "\(id)-data")
    return chart(table, id: id)
  }

  /// The bars of a variance table that has a prior year.
  func chart(_ table: Table, id: String) -> StructureChart {
    let numbers = context.numbers
    let parts = table.rows.compactMap { row -> String? in
      guard let actual = table.column("ac"), let variance = table.column("ac_py.variance"),
        let value = row.cells[actual].amount
      else { return nil }
      let name = row.cells[0].text(numbers, context.language)
      guard let change = row.cells[variance].amount else { return "\(name) \(numbers.money(value))" }
      return "\(name) \(numbers.money(value)) (ΔPY \(numbers.variance(change)))"
    }
    return StructureChart(
      id: id, title: table.title,
      summary: parts.isEmpty ? context.language.text(.nothing) : parts.prefix(20).joined(separator: ", ") + ".",
      data: table)
  }
}
