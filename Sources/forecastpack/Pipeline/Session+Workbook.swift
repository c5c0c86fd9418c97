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
      try request.checkRows(control.rows)
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
    var lines = [
      Assumption(nil, .horizons(configuration.horizons), source: "\(file), horizons"),
      Assumption(nil, .yearStart(configuration.fiscalYearStart), source: "\(file), fiscal_year_start"),
      Assumption(nil, .windows(configuration.accuracyWindows), source: "\(file), accuracy_windows"),
      Assumption(nil, .ranges, source: "docs/method.md"),
      Assumption(nil, .actuals, source: "ml_train_period"),
    ]
    lines += configuration.gates.sorted { $0.key < $1.key }.map { gate in
      Assumption(nil, .gate(code: gate.key, gate.value.severity), source: "\(file), gates.\(gate.key)")
    }
    return lines + configuration.domains.flatMap { assumptions($0, file) }
  }

  private func assumptions(_ configured: ConfiguredDomain, _ file: String) -> [Assumption] {
    let domain = configured.domain
    let tolerance =
      switch configured.hitTolerance {
      case .fraction(let fraction): "\(Amount(rounding: fraction * 100, decimals: 1)?.description ?? "") %"
      case .amount(let amount): "\(amount) \(domain.unit)"
      }
    let subjects: [(Assumption.Subject, key: String)] = [
      (.dataset(domain.dataset), "dataset"), (.model(configured.model), "model"), (.keys(domain.keys), "keys"),
      (.levels(domain.levels.map(\.name) + [Domain.Level.leaf]), "levels"),
      (.unit(domain.unit, decimals: domain.decimals), "unit, decimals"), (.overTime(domain.kind), "kind"),
      (.preference(domain.preference), "higher_is_better"), (.hit(tolerance), "hit_tolerance"),
    ]
    return subjects.map { subject, key in
      Assumption(domain.label, subject, source: "\(file), domains.\(domain.name).\(key)")
    }
  }
}

/// The rows of the data sheets from the database.
private struct RelationRows: DataRowReader {
  let reader: RelationReader

  func read(_ table: DataTable, _ body: ([Relation.Field]) throws -> Void) throws {
    try reader.read(table.relation, table.months, body)
  }
}
