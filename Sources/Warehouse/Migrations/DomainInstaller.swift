import Digests
import Domains
import Foundation
import Postgres

/// Creates and updates the tables, functions and views of the configured domains, and the settings that views read.
///
/// `sql/domains/tables` runs once a domain, like migrations; `sql/domains/repeatable` runs again whenever its text,
/// the levels or the horizons change. One transaction for all domains.
public struct DomainInstaller {
  private let connection: Connection
  private let schema: String
  private let folder: URL

  /// - Parameters:
  ///   - schema: as configured, not quoted; migrated already.
  ///   - folder: holds `migrations` and `domains`.
  public init(connection: Connection, schema: String, folder: URL) {
    self.connection = connection
    self.schema = schema
    self.folder = folder
  }

  /// - Parameters:
  ///   - fiscalYearStartMonth: 1...12.
  ///   - accuracyWindows: in months; 0 is all of them.
  /// - Returns: the names of the domains whose tables or views changed.
  /// - Throws: `MigrationError`; the ones about keys, decimals and kind mean that the configuration does not fit
  ///   what is stored. `PostgresError`.
  public func install(
    _ domains: [DomainSettings], fiscalYearStartMonth: Int, accuracyWindows: [Int]
  ) throws -> [String] {
    let tables = try SQLFile.all(in: folder.appendingPathComponent("domains/tables"))
    let repeatable = try SQLFile.all(in: folder.appendingPathComponent("domains/repeatable"))
    return try connection.transaction {
      let history = MigrationHistory(connection: connection, schema: quotedSchema)
      try history.lock()
      // Dropping what may not be there yet is no news.
      try connection.execute("set local client_min_messages = warning")
      let windows = "{\(accuracyWindows.map(String.init).joined(separator: ","))}"
      let sameWindows =
        try connection.query(
          "update \(quotedSchema).settings set fiscal_year_start_month = $1, accuracy_windows = $2 "
            + "where (fiscal_year_start_month, accuracy_windows) is distinct from ($1::smallint, $2::integer[])",
          [String(fiscalYearStartMonth), windows]
        ).affected == 0
      return try domains.filter { settings in
        try checkReserved(settings.domain)
        let changedTolerance = try store(settings)
        let template = DomainTemplate(settings.domain, horizons: settings.horizons, schema: schema)
        let created = try history.apply(
          tables.filter(template.concerns), domain: settings.domain.name, fill: template.filled)
        let renewed = try renew(repeatable.filter(template.concerns), template, settings)
        if changedTolerance || !sameWindows || renewed { try recomputeAccuracy(settings.domain) }
        return !created.isEmpty || renewed
      }.map(\.domain.name)
    }
  }

  /// The domains whose tables or views are not what `install` would make them, or all of them where the settings that
  /// views read are others; nothing is changed.
  public func outdated(
    _ domains: [DomainSettings], fiscalYearStartMonth: Int, accuracyWindows: [Int]
  ) throws -> [String] {
    let tables = try SQLFile.all(in: folder.appendingPathComponent("domains/tables"))
    let repeatable = try SQLFile.all(in: folder.appendingPathComponent("domains/repeatable"))
    let windows = "{\(accuracyWindows.map(String.init).joined(separator: ","))}"
    let same = try connection.query(
      "select from \(quotedSchema).settings where fiscal_year_start_month = $1 and accuracy_windows = $2::integer[]",
      [String(fiscalYearStartMonth), windows])
    guard !same.isEmpty else { return domains.map(\.domain.name) }
    return try domains.filter { settings in
      let template = DomainTemplate(settings.domain, horizons: settings.horizons, schema: schema)
      let scripts = try scripts(repeatable.filter(template.concerns), template)
      let (percent, amount) = Self.tolerance(settings)
      let current = try connection.query(
        """
        select from \(quotedSchema).domains
        where domain = $1 and repeatable_digest = $2
          and (label, dataset, unit, higher_is_better, horizons::text) = ($3, $4, $5, $6, $7)
          and (hit_tolerance_percent, hit_tolerance_amount)
            is not distinct from (trim_scale($8::numeric * 100), trim_scale($9::numeric))
          and (
            select count(*) from \(quotedSchema).schema_migrations where schema_migrations.domain = $1
          ) = $10::bigint
        """,
        [
          settings.domain.name, Self.digest(scripts, settings), settings.domain.label, settings.domain.dataset,
          settings.domain.unit, settings.domain.preference.rawValue, String(settings.horizons), percent, amount,
          String(tables.filter(template.concerns).count),
        ])
      return current.isEmpty
    }.map(\.domain.name)
  }

  private static func tolerance(_ settings: DomainSettings) -> (percent: String, amount: String?) {
    switch settings.hitTolerance {
    case .fraction(let fraction): ("\(fraction)", nil)
    case .amount(let amount): ("0", "\(amount)")
    }
  }

  private func scripts(_ files: [SQLFile], _ template: DomainTemplate) throws -> [(name: String, sql: String)] {
    try files.map { (name: $0.name, sql: try template.filled($0)) }
  }

  private static func digest(_ scripts: [(name: String, sql: String)], _ settings: DomainSettings) -> String {
    let digest = SHA256()
    for script in scripts { digest.updateField(script.sql) }
    for level in settings.domain.levels { for part in [level.name] + level.keys { digest.updateField(part) } }
    return digest.finishHex()
  }

  private var quotedSchema: String { Connection.quoteIdentifier(schema) }

  private func checkReserved(_ domain: Domain) throws(MigrationError) {
    for key in domain.keys where Self.columns.contains(key) {
      throw .reservedKey(domain: domain.name, key: key)
    }
  }

  /// Writes the domain's row and levels. Returns whether the hit tolerance is another than before.
  private func store(_ settings: DomainSettings) throws -> Bool {
    let domain = settings.domain
    let keys = PostgresArray.text(domain.keys)
    let stored = try connection.query(
      "select array_to_json(keys), decimals, kind from \(quotedSchema).domains where domain = $1 for update",
      [domain.name]
    ).first
    if let stored { try check(domain, keys: stored[0], decimals: stored[1], kind: stored[2]) }
    let (percent, amount) = Self.tolerance(settings)
    try connection.query(
      """
      insert into \(quotedSchema).domains (domain, label, dataset, keys, unit, decimals, kind, higher_is_better,
        horizons, hit_tolerance_percent, hit_tolerance_amount)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, null)
      on conflict (domain) do update set label = excluded.label, dataset = excluded.dataset, unit = excluded.unit,
        higher_is_better = excluded.higher_is_better, horizons = excluded.horizons
      """,
      [
        domain.name, domain.label, domain.dataset, keys, domain.unit, String(domain.decimals),
        domain.kind.rawValue, domain.preference.rawValue, String(settings.horizons),
      ])
    let tolerance = try connection.query(
      """
      update \(quotedSchema).domains
      set hit_tolerance_percent = trim_scale($2::numeric * 100), hit_tolerance_amount = trim_scale($3::numeric)
      where domain = $1 and (hit_tolerance_percent, hit_tolerance_amount)
        is distinct from (trim_scale($2::numeric * 100), trim_scale($3::numeric))
      """, [domain.name, percent, amount])
    try connection.query("delete from \(quotedSchema).domain_levels where domain = $1", [domain.name])
    for (position, level) in domain.levels.enumerated() {
      try connection.query(
        "insert into \(quotedSchema).domain_levels (domain, level, position, keys) values ($1, $2, $3, $4)",
        [domain.name, level.name, String(position), PostgresArray.text(level.keys)])
    }
    return tolerance.affected > 0
  }

  private func check(_ domain: Domain, keys: String?, decimals: String?, kind: String?) throws {
    let storedKeys = try JSONDecoder().decode([String].self, from: Data((keys ?? "[]").utf8))
    guard SeriesKey(storedKeys) == SeriesKey(domain.keys) else {
      throw MigrationError.keysChanged(domain: domain.name, stored: storedKeys, configured: domain.keys)
    }
    if let decimals = decimals.flatMap({ Int($0) }), decimals != domain.decimals {
      throw MigrationError.decimalsChanged(domain: domain.name, stored: decimals, configured: domain.decimals)
    }
    if let kind = kind.flatMap(Domain.Kind.init), kind != domain.kind {
      throw MigrationError.kindChanged(domain: domain.name, stored: kind, configured: domain.kind)
    }
  }

  /// Runs the repeatable files if what they say for this domain is new. Returns whether they ran.
  private func renew(_ files: [SQLFile], _ template: DomainTemplate, _ settings: DomainSettings) throws -> Bool
  {
    let scripts = try scripts(files, template)
    let name = settings.domain.name
    let renewed = try connection.query(
      "update \(quotedSchema).domains set repeatable_digest = $2 where domain = $1 "
        + "and repeatable_digest is distinct from $2", [name, Self.digest(scripts, settings)])
    guard renewed.affected > 0 else { return false }
    for script in scripts {
      do {
        try connection.execute(script.sql)
      } catch {
        throw MigrationError.failed(name: script.name, domain: name, reason: error.description)
      }
    }
    try connection.query("select \(quotedSchema).connect_series($1)", [name])
    return true
  }

  /// The accuracy of published vintages depends on windows, tolerance and the SQL that computes it.
  private func recomputeAccuracy(_ domain: Domain) throws {
    try connection.query(
      "select \(quotedSchema).publish_accuracy_\(domain.name)(run_id) from \(quotedSchema).current_run "
        + "where domain = $1", [domain.name])
  }

  /// What keys cannot be called: the other columns of the tables and views that carry keys.
  static let columns: Set<String> = [
    "actual", "actual_as_published", "amount", "author", "changed_pairs", "entered_at", "file_digest",
    "file_line",
    "reason", "step", "step_position", "value_added", "adjustment", "as_of_month", "base_value", "bias_pct",
    "closing",
    "comparison",
    "covered_80", "covered_95", "delta_fc", "difference", "domain", "error", "forecast", "forecast_previous",
    "hits",
    "hit_tolerance", "horizon", "impact", "inflow", "is_allocated", "is_complete", "known_from", "is_latest",
    "last_outlook", "level", "load_id",
    "lower_80",
    "lower_95", "mase", "match", "method", "model_forecast", "model_name", "model_version", "month",
    "months_actual", "months_forecast", "naive", "opening", "origin", "outflow", "outlook", "pairs",
    "pct_status",
    "discontinued", "mix", "new_products", "price", "price_effect", "product_code", "product_name",
    "reference_units", "sold", "units_effect", "unpriced", "volume",
    "period", "period_end", "period_start", "plan", "plan_scope", "plan_version", "predicted_value",
    "prediction_time",
    "previous_run_id", "prior_year", "reference", "restatement", "revaluation", "revision", "rmse", "run_id",
    "scope", "seasonal_naive", "series_id", "source", "sum_abs_actual", "sum_abs_error", "sum_actual",
    "sum_error",
    "unit",
    "units", "upper_80", "upper_95", "value", "variance", "variance_pct", "variance_unit", "wape",
    "window_months",
  ]
}
