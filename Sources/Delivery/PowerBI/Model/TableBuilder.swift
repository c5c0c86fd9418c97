import Domains

/// Builds the tables that hold rows of the database: the same columns, typed, and the key of the geography.
struct TableBuilder {
  let subject: StarSubject

  /// `actual_<domain>`.
  var actual: ModelTable {
    let amount = subject.amountType
    var columns = [ModelColumn("month", .date, source: "month")] + keyColumns
    columns.append(ModelColumn("value", amount, source: "value"))
    columns.append(ModelColumn("units", .number, source: "units"))
    if subject.domain.kind == .stock {
      for name in ["inflow", "outflow", "revaluation"] {
        columns.append(ModelColumn(name, amount, source: name))
      }
    }
    columns.append(ModelColumn("is_complete", .flag, source: "is_complete"))
    return table(
      subject.actual, source: "actual_\(subject.domain.name)",
      description: "Actuals of \(subject.label), one row a month and series, the newest values", columns)
  }

  /// `ml_pred_<domain>`.
  var forecast: ModelTable {
    table(
      subject.forecast, source: "ml_pred_\(subject.domain.name)",
      description: "Forecasts of \(subject.label), one row a run, series and horizon", predictionColumns)
  }

  /// `ml_pred_<domain>_1m`.
  var oneMonth: ModelTable {
    table(
      subject.oneMonth, source: "ml_pred_\(subject.domain.name)_1m",
      description: "Forecasts of \(subject.label) one month ahead, one row a run and series", predictionColumns)
  }

  private var predictionColumns: [ModelColumn] {
    let amount = subject.amountType
    let values = ["predicted_value", "lower_80", "upper_80", "lower_95", "upper_95"]
    return [
      ModelColumn("month", .date, source: "month"), ModelColumn("as_of_month", .date, source: "as_of_month"),
      ModelColumn("horizon", .integer, source: "horizon"),
    ] + keyColumns + values.map { ModelColumn($0, amount, source: $0) } + [
      ModelColumn("model_name", .text, source: "model_name", isHidden: false),
      ModelColumn("model_version", .text, source: "model_version", isHidden: false),
      ModelColumn("run_id", .text, source: "run_id"),
      ModelColumn("prediction_time", .time, source: "prediction_time", isHidden: false, description: "In UTC"),
    ]
  }

  private var keyColumns: [ModelColumn] {
    subject.keys.map { ModelColumn($0.column, .text, source: $0.source, query: $0.query) }
  }

  private func table(
    _ name: String, source: String, description: String, _ columns: [ModelColumn]
  ) -> ModelTable {
    var columns = columns
    var steps = Self.steps(source: source, columns)
    if subject.hasGeography {
      let parts = Star.geographicKeys.map { key in
        subject.geographicColumn(key).map(PowerQuery.field) ?? "null"
      }
      steps.add("Keyed") {
        "Table.AddColumn(\($0), \(PowerQuery.text(Star.geographyKey)), "
          + "each GeographyKey(\(parts.joined(separator: ", "))), type text)"
      }
      columns.append(
        ModelColumn(Star.geographyKey, .text, description: "Region and country in one, for Geography"))
    }
    return ModelTable(name, source: source, description: description, columns: columns, query: steps.lines)
  }

  /// Selects, renames where a name needs it, and types: steps that fold into the database's query, all but times.
  static func steps(source: String, _ columns: [ModelColumn]) -> QuerySteps {
    var steps = QuerySteps()
    let sources = columns.compactMap(\.source)
    steps.add("Data") { _ in "SourceTable(\(PowerQuery.text(source)), \(PowerQuery.list(sources)))" }
    let renamed = columns.filter { column in column.source.map { !$0.isSame(as: column.query) } ?? false }
    if !renamed.isEmpty {
      let pairs = renamed.map { PowerQuery.list([$0.source ?? "", $0.query]) }
      steps.add("Renamed") { "Table.RenameColumns(\($0), {\(pairs.joined(separator: ", "))})" }
    }
    let types = columns.filter { $0.type != .time }.map {
      "{\(PowerQuery.text($0.query)), \($0.type.powerQuery)}"
    }
    steps.add("Typed") { "Table.TransformColumnTypes(\($0), {\(types.joined(separator: ", "))}, \"en-US\")" }
    let times = columns.filter { $0.type == .time }
    if !times.isEmpty {
      let parts = times.map { "{\(PowerQuery.text($0.query)), UtcTime, type datetime}" }
      steps.add("Timed") { "Table.TransformColumns(\($0), {\(parts.joined(separator: ", "))})" }
    }
    return steps
  }
}

extension StarSubject {
  /// A fixed decimal number has four decimals.
  var amountType: ColumnType { domain.decimals <= 4 ? .amount : .number }
}
