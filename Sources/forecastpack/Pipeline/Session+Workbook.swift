import Domains
import Forecasting
import Packs
import Warehouse

extension Session {
  /// The relations that the workbook holds whole, as its layout asks for them.
  func workbookTables(_ month: Month) throws -> [DataTable] {
    let reader = RelationReader(connection: connection, schema: configuration.schema)
    let requests = try DataTableDefinition.requests(
      templates: configuration.pack.templates.path, domains: configuration.domains.map(\.domain), asOf: month)
    return try requests.compactMap { request in
      guard let relation = try reader.relation(request.relation) else {
        throw request.error("there is no table or view '\(request.relation)' in schema \(configuration.schema)")
      }
      if let column = request.months.column,
        relation.columns.first(where: { $0.name == column })?.kind != .date
      {
        throw request.error("'\(request.relation)' has no date column '\(column)'")
      }
      let control = try reader.control(relation, request.months)
      if request.isOptional, control.rows == 0 { return nil }
      return DataTable(
        name: request.name, domain: request.domain, relation: relation, months: request.months, control: control
      )
    }
  }

  /// Their rows, from the same transaction.
  var workbookRows: any DataRowReader {
    RelationRows(reader: RelationReader(connection: connection, schema: configuration.schema))
  }

  /// What the configuration says that changes a number or its meaning.
  func assumptions() -> [Assumption] {
    let file = "forecastpack.yml"
    let windows = configuration.accuracyWindows.map { $0 == 0 ? "all months" : "\($0) months" }
    var lines = [
      Assumption(nil, "Horizons", "1 to \(configuration.horizons) months", source: "\(file), horizons"),
      Assumption(
        nil, "Fiscal year starts in month", "\(configuration.fiscalYearStart)",
        source: "\(file), fiscal_year_start"),
      Assumption(
        nil, "Windows of accuracy", windows.joined(separator: ", "), source: "\(file), accuracy_windows"),
      Assumption(
        nil, "Ranges", "80 and 95 %, from past errors of the same horizon", source: "docs/method.md"),
      Assumption(
        nil, "Actuals", "up to the last month whose every source is complete", source: "ml_train_period"),
    ]
    lines += configuration.gates.sorted { $0.key < $1.key }.map { gate in
      Assumption(
        nil, "Finding '\(gate.key)'", gate.value.severity.rawValue, source: "\(file), gates.\(gate.key)")
    }
    return lines + configuration.domains.flatMap { assumptions($0, file) }
  }

  private func assumptions(_ configured: ConfiguredDomain, _ file: String) -> [Assumption] {
    let domain = configured.domain
    let path = "\(file), domains.\(domain.name)"
    let tolerance =
      switch configured.hitTolerance {
      case .fraction(let fraction):
        "within \(Amount(rounding: fraction * 100, decimals: 1)?.description ?? "") %"
      case .amount(let amount): "within \(amount) \(domain.unit)"
      }
    func line(_ name: String, _ value: String, _ key: String) -> Assumption {
      Assumption(domain.label, name, value, source: "\(path).\(key)")
    }
    return [
      line("Dataset", domain.dataset, "dataset"),
      line("Model asked for", configured.model, "model"),
      line("Leaf series are combinations of", domain.keys.joined(separator: ", "), "keys"),
      line("Levels", (domain.levels.map(\.name) + [Domain.Level.leaf]).joined(separator: ", "), "levels"),
      line("Unit and decimals", "\(domain.unit), \(domain.decimals)", "unit, decimals"),
      line(
        "Over time", domain.kind == .flow ? "a flow: months add up" : "a stock: months are never added up",
        "kind"),
      line("Higher is better", domain.preference.rawValue, "higher_is_better"),
      line("A forecast hits", tolerance, "hit_tolerance"),
    ]
  }
}

/// The rows of the data sheets from the database.
private struct RelationRows: DataRowReader {
  let reader: RelationReader

  func read(_ table: DataTable, _ body: ([Relation.Field]) throws -> Void) throws {
    try reader.read(table.relation, table.months, body)
  }
}
