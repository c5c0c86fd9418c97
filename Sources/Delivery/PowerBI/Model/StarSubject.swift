import Domains

/// A domain in the model: the names of its tables and columns.
struct StarSubject {
  let settings: PowerBISettings.Subject
  /// The domain's label as names of measures begin with it.
  let label: String
  /// Tables of the model.
  let actual: String
  let forecast: String
  let oneMonth: String
  let keys: [Key]

  struct Key {
    /// The column of the database.
    let source: String
    /// The column of the facts, and its name in their queries.
    let column: String
    let query: String
    /// Nil for a part of the geography.
    let dimension: Star.Dimension?
  }

  var domain: Domain { settings.domain }
  var hasGeography: Bool { keys.contains { $0.dimension == nil } }
  /// Whether anything but a single series is told by region or country.
  var isToldByGeography: Bool {
    domain.levels.contains { level in level.keys.contains(where: Star.geographicKeys.contains) }
  }

  /// Columns that every fact table of the model has beside its keys.
  private static let reserved = [
    "month", "as_of_month", "horizon", "predicted_value", "lower_80", "upper_80", "lower_95", "upper_95",
    "model_name", "model_version", "run_id", "prediction_time", "value", "units", "inflow", "outflow",
    "revaluation", "is_complete", Star.geographyKey,
  ]

  init(
    settings: PowerBISettings.Subject, label: String, actual: String, forecast: String, oneMonth: String,
    dimensions: [Star.Dimension]
  ) {
    self.settings = settings
    self.label = label
    self.actual = actual
    self.forecast = forecast
    self.oneMonth = oneMonth
    var names = ObjectNames(reserved: Self.reserved)
    var keys: [Key] = []
    for (index, key) in settings.domain.keys.enumerated() {
      let dimension = dimensions.first { $0.key.isSame(as: key) }
      let column = names.add(key)
      let query = PowerQuery.isPlain(column) ? column : "key_\(index + 1)"
      keys.append(Key(source: key, column: column, query: query, dimension: dimension))
    }
    self.keys = keys
  }

  /// The fact's column of a geographic key, if the domain has it.
  func geographicColumn(_ key: String) -> String? {
    keys.first { $0.source == key && $0.dimension == nil }?.query
  }

  /// Dimension tables that a selection of the domain's series may filter.
  var dimensionTables: [String] {
    (hasGeography ? [Star.geography] : []) + keys.compactMap(\.dimension?.table)
  }

  /// Columns of the dimensions that tell its series apart.
  var leafColumns: [(table: String, column: String)] {
    (hasGeography ? [(Star.geography, Star.geographyKey)] : [])
      + keys.compactMap { key in key.dimension.map { ($0.table, $0.column) } }
  }
}
