import Domains
import Forecasting

@testable import Packs

/// The rows of the data sheets over `SampleFacts`, as the database would hand them over.
struct SampleData: DataRowReader {
  var rows = SampleRows()
  /// In place of the rows of a table, by its name.
  var replaced: [String: [[Relation.Field]]] = [:]

  func read(_ table: DataTable, _ body: ([Relation.Field]) throws -> Void) throws {
    for fields in replaced[table.name] ?? fields(table) { try body(fields) }
  }

  func tables() -> [DataTable] {
    let domains = rows.domains
    var tables: [DataTable] = []
    for domain in domains {
      tables.append(table("Pred\(DataTable.camelCase(domain.name))1m", "ml_pred_\(domain.name)_1m", domain))
    }
    for domain in domains {
      tables.append(table("Pred\(DataTable.camelCase(domain.name))", "ml_pred_\(domain.name)", domain))
    }
    for domain in domains {
      tables.append(table("Actual\(DataTable.camelCase(domain.name))", "actual_\(domain.name)", domain))
    }
    if rows.facts.hasPlan, let sales = domains.first(where: { $0.name == "sales" }) {
      tables.append(table("PlanSales", "vintage_plan_sales", sales))
    }
    return tables
  }

  private func table(_ name: String, _ relation: String, _ domain: Domain) -> DataTable {
    let isActual = relation.hasPrefix("actual")
    let asOf = rows.facts.asOf
    let months: Relation.Months =
      isActual
      ? .upTo(asOf, column: "month")
      : name.hasSuffix("1m") ? .upTo(asOf, column: "as_of_month") : .only(asOf, column: "as_of_month")
    var table = DataTable(
      name: name, domain: domain.name,
      relation: Relation(
        name: relation, meaning: "What a row of \(relation) is.",
        columns: relation.hasPrefix("vintage_plan")
          ? Self.planColumns(domain) : Self.columns(domain, isActual: isActual)),
      months: months, control: Relation.Control(rows: 0, sums: []))
    let fields = fields(table)
    table.control.rows = fields.count
    for (index, column) in table.relation.columns.enumerated() where column.kind == .number {
      let amounts = fields.compactMap { row in if case .number(let amount) = row[index] { amount } else { nil }
      }
      guard let first = amounts.first else { continue }
      table.control.sums.append(
        Relation.Sum(column: column.name, amount: amounts.dropFirst().reduce(first, +)))
    }
    return table
  }

  private static func columns(_ domain: Domain, isActual: Bool) -> [Relation.Column] {
    func column(_ name: String, _ kind: Relation.Kind, _ type: String) -> Relation.Column {
      Relation.Column(name: name, kind: kind, type: type, meaning: "The meaning of \(name).")
    }
    func numbers(_ names: [String]) -> [Relation.Column] { names.map { column($0, .number, "numeric(18,2)") } }
    func texts(_ names: [String]) -> [Relation.Column] { names.map { column($0, .text, "text") } }
    var columns = [column("month", .date, "date")]
    if !isActual {
      columns.append(column("as_of_month", .date, "date"))
      columns.append(column("horizon", .integer, "smallint"))
    }
    columns.append(column("series_id", .text, "bigint"))
    columns += texts(domain.keys)
    if isActual {
      columns += numbers(["value"])
      columns.append(column("is_complete", .flag, "boolean"))
    } else {
      columns += numbers(["predicted_value", "lower_80", "upper_80", "lower_95", "upper_95"])
      columns += texts(["model_name", "model_version", "run_id"])
      columns.append(column("prediction_time", .text, "timestamp with time zone"))
    }
    return columns
  }

  private static func planColumns(_ domain: Domain) -> [Relation.Column] {
    func column(_ name: String, _ kind: Relation.Kind, _ type: String) -> Relation.Column {
      Relation.Column(name: name, kind: kind, type: type, meaning: "The meaning of \(name).")
    }
    return [column("as_of_month", .date, "date"), column("month", .date, "date")]
      + domain.keys.map { column($0, .text, "text") }
      + [column("plan", .number, "numeric(18,2)"), column("plan_version", .text, "text")]
  }

  private func plans(_ values: SampleValues) -> [[Relation.Field]] {
    (1...12).flatMap { number in
      values.leaves.indices.compactMap { leaf in
        let month = Month(year: rows.facts.asOf.year, month: number)
        guard let plan = values.plan([leaf], month) else { return nil }
        let keys = values.leaves[leaf].values.map(Relation.Field.text)
        return [.day(rows.facts.asOf.daysSince2000), .day(month.daysSince2000)] + keys
          + [.number(plan), .text("quota")]
      }
    }
  }

  private func fields(_ table: DataTable) -> [[Relation.Field]] {
    guard let domain = rows.domains.first(where: { $0.name == table.domain }) else { return [] }
    let values = SampleValues(facts: rows.facts, domain: domain, leaves: rows.leaves(domain))
    if table.name.hasPrefix("Plan") { return plans(values) }
    if table.name.hasPrefix("Actual") { return Self.actuals(values) }
    if table.name.hasSuffix("1m") { return Self.predictions(values).map(Self.fields) }
    return (1...12).flatMap { horizon in Self.predictions(values, asOf: rows.facts.asOf, horizon: horizon) }
      .map(Self.fields)
  }

  /// One month ahead, every vintage.
  static func predictions(_ values: SampleValues) -> [PredictionRow] {
    (0...values.facts.vintages).reversed().flatMap { age in
      predictions(values, asOf: values.facts.asOf - age, horizon: 1)
    }
  }

  private static func predictions(_ values: SampleValues, asOf: Month, horizon: Int) -> [PredictionRow] {
    values.leaves.indices.map { leaf in
      let point = values.forecast([leaf], asOf + horizon, asOf: asOf)
      let width = Amount(scaled: point.scaled / 10, decimals: 2)
      return PredictionRow(
        month: asOf + horizon, asOfMonth: asOf, horizon: horizon, seriesID: "s\(leaf)",
        keys: values.leaves[leaf],
        predictedValue: point, lower80: point - width, upper80: point + width, lower95: point - width - width,
        upper95: point + width + width, modelName: "linear_regression", modelVersion: "1",
        runID: SampleRows.runID(values.domain.name, asOf), predictionTime: "2013-12-05T06:00:00Z")
    }
  }

  private static func fields(_ row: PredictionRow) -> [Relation.Field] {
    var fields: [Relation.Field] = [.day(row.month.daysSince2000), .day(row.asOfMonth.daysSince2000)]
    fields.append(.integer(row.horizon))
    fields.append(.text(row.seriesID))
    fields += row.keys.values.map(Relation.Field.text)
    for amount in [row.predictedValue, row.lower80, row.upper80, row.lower95, row.upper95] {
      fields.append(amount.map(Relation.Field.number) ?? .null)
    }
    for text in [row.modelName, row.modelVersion, row.runID, row.predictionTime] { fields.append(.text(text)) }
    return fields
  }

  private static func actuals(_ values: SampleValues) -> [[Relation.Field]] {
    var rows: [[Relation.Field]] = []
    for index in values.facts.firstMonth.index...values.facts.asOf.index {
      let month = Month(index: index)
      for leaf in values.leaves.indices {
        guard let amount = values.actual([leaf], month) else { continue }
        var fields: [Relation.Field] = [.day(month.daysSince2000), .text("s\(leaf)")]
        fields += values.leaves[leaf].values.map(Relation.Field.text)
        fields.append(.number(amount))
        fields.append(.flag(true))
        rows.append(fields)
      }
    }
    return rows
  }
}
