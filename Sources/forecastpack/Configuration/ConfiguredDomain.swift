import Domains
import Forecasting
import StrictYAML
import Warehouse

/// A domain block of forecastpack.yml: the domain, and how it is forecast and judged.
struct ConfiguredDomain {
  let domain: Domain
  /// `linear_regression`, …: a name that the engine knows.
  let model: String
  /// Models that may take its place for a series where their backtest gains more than noise.
  let alternatives: [String]
  /// How leaves and upper levels are made to agree.
  let reconciliation: ReconciliationMethod
  let hitTolerance: DomainSettings.HitTolerance
  /// The dbt model that plans the domain; nil without one.
  let plan: String?
  /// The dbt model of what the domain's products sold; nil without one.
  let products: String?

  /// `body` is the mapping under the domain's name.
  init(name: String, body: YAMLValue) throws(YAMLError) {
    guard Self.isName(name) else {
      throw body.error(
        "is no domain name; expected a-z, then at most 29 of a-z, 0-9 and _, not ending in _<n>m or _rollup")
    }
    let block = try body.mapping()
    let keys = try Self.keys(block.required("keys"), domain: name)
    let model = try block.required("model")
    domain = Domain(
      name: name, label: try block.required("label").string(), dataset: try block.required("dataset").string(),
      keys: keys, unit: try block.required("unit").string(),
      decimals: try block.required("decimals").integer(in: 0...9), kind: try block.required("kind").choice(),
      preference: try block.required("higher_is_better").choice(),
      levels: try Self.levels(block.required("levels"), keys: keys))
    self.model = try Self.modelName(model)
    alternatives = try Self.alternatives(block.optional("alternatives"), model: self.model)
    reconciliation =
      try block.optional("reconciliation").map { value throws(YAMLError) in try value.choice() } ?? .bottomUp
    hitTolerance = try Self.tolerance(block.required("hit_tolerance"))
    plan = try block.optional("plan")?.string()
    products = try Self.products(block.optional("products"), of: domain)
    try block.finish()
  }

  private static func products(_ value: YAMLValue?, of domain: Domain) throws(YAMLError) -> String? {
    guard let value else { return nil }
    guard domain.kind == .flow else {
      throw value.error("is for a flow: a stock has no units sold to compare prices by")
    }
    return try value.string()
  }

  private static func modelName(_ value: YAMLValue) throws(YAMLError) -> String {
    let name = try value.string()
    let known = ["default"] + ModelRegistry.models.map(\.name)
    guard known.contains(name) else {
      throw value.error("is '\(name)'; expected one of \(known.joined(separator: ", "))")
    }
    return name
  }

  private static func alternatives(_ value: YAMLValue?, model: String) throws(YAMLError) -> [String] {
    guard let value else { return [] }
    var names = [model]
    for item in try value.list() {
      let name = try modelName(item)
      guard !names.contains(name) else { throw item.error("'\(name)' is the model itself, or stands twice") }
      names.append(name)
    }
    return Array(names.dropFirst())
  }

  /// The settings that change its numbers.
  func engineSettings(horizons: Int) -> EngineSettings {
    var settings = EngineSettings()
    settings.horizons = horizons
    settings.model = model
    settings.alternatives = alternatives.isEmpty ? nil : alternatives
    settings.reconciliation = reconciliation
    return settings
  }

  private static func isName(_ name: String) -> Bool {
    name.wholeMatch(of: /[a-z][a-z0-9_]{0,29}/) != nil && name.wholeMatch(of: /.*_([0-9]+m|rollup)/) == nil
  }

  /// Column names that a domain's tables have already.
  private static let reserved: Set<String> = [
    "month", "as_of_month", "horizon", "series_id", "predicted_value", "lower_80", "upper_80", "lower_95",
    "upper_95", "model_name", "model_version", "run_id", "prediction_time", "level", "units", "source_rows",
    "value",
    "is_complete", "domain", "base", "reconciled", "difference", "plan", "plan_version", "is_allocated",
    "scope",
    "unit", "amount", "reason", "author",
  ]

  private static func keys(_ value: YAMLValue, domain: String) throws(YAMLError) -> [String] {
    var keys: [String] = []
    for key in try value.list() {
      let name = try key.string()
      guard (1...63).contains(name.utf8.count), !name.utf8.contains(0) else {
        throw key.error("is \(name.utf8.count) bytes long; expected 1 to 63")
      }
      guard !reserved.contains(name), name != domain else {
        throw key.error("'\(name)' is a column of every domain; name the key otherwise")
      }
      guard !keys.contains(name) else { throw key.error("stands twice") }
      keys.append(name)
    }
    guard !keys.isEmpty else { throw value.error("is empty; expected at least one key column") }
    return keys
  }

  private static func levels(_ value: YAMLValue, keys: [String]) throws(YAMLError) -> [Domain.Level] {
    var levels: [Domain.Level] = []
    for (name, body) in try value.mapping().entries {
      let levelKeys = try body.strings()
      guard name != Domain.Level.leaf else { throw body.error("is implied: it has every key") }
      guard levelKeys.allSatisfy(keys.contains) else {
        throw body.error("expected keys of the domain: \(keys.joined(separator: ", "))")
      }
      guard levelKeys == keys.filter(levelKeys.contains) else {
        throw body.error("expected each key once, in the domain's order: \(keys.joined(separator: ", "))")
      }
      guard levelKeys.count < keys.count else { throw body.error("has every key: that is the leaf level") }
      guard !levels.contains(where: { $0.keys == levelKeys }) else { throw body.error("repeats another level") }
      levels.append(Domain.Level(name: name, keys: levelKeys))
    }
    guard let first = levels.first, first.name == Domain.Level.total, first.keys.isEmpty else {
      throw value.error("expected 'total: []' first")
    }
    return levels
  }

  /// `10%` or an amount.
  private static func tolerance(_ value: YAMLValue) throws(YAMLError) -> DomainSettings.HitTolerance {
    let text = try value.literal()
    if text.hasSuffix("%"), let percent = Double(text.dropLast()), percent > 0, percent <= 100 {
      return .fraction(percent / 100)
    }
    guard let amount = Double(text), amount.isFinite, amount > 0 else {
      throw value.error("is '\(text)'; expected a percentage such as 10%, or an amount")
    }
    return .amount(amount)
  }
}
