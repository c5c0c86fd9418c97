import Domains
import Forecasting
import StrictYAML
import Warehouse

/// The block `monitoring` of forecastpack.yml: what is watched, and what follows.
struct MonitoringConfiguration {
  let rules: MonitoringRules
  /// As-of months after which a domain's model is due for a review, whatever its errors.
  let reviewMonths: Int
  /// Models that a review compares with the champion; without any a review is for a person.
  let challengers: [String]

  private static let usualHorizons = [1, 3, 6, 12]

  /// - Parameters:
  ///   - value: nil where the configuration has no such block.
  ///   - windows: the accuracy windows, one of which is watched.
  ///   - horizons: how many are forecast.
  init(_ value: YAMLValue?, windows: [Int], horizons: Int, domains: [ConfiguredDomain]) throws(YAMLError) {
    let block = try value?.mapping()
    var window = windows[0]
    if let value = block?.optional("window") {
      window = try value.integer(in: 0...600)
      guard windows.contains(window) else {
        throw value.error(
          "is \(window); expected one of accuracy_windows: \(windows.map(String.init).joined(separator: ", "))")
      }
    }
    var watched = Self.usualHorizons.filter { $0 <= horizons }
    if let value = block?.optional("horizons") {
      watched = []
      for horizon in try value.list() { watched.append(try horizon.integer(in: 1...horizons)) }
    }
    let levels = try Self.levels(block?.optional("levels"), domains)
    rules = MonitoringRules(
      window: window, horizons: watched, levels: levels,
      minimumPairs: try block?.optional("minimum_pairs")?.integer(in: 1...600) ?? 6,
      limits: try Self.limits(block?.optional("limits"), domains.map(\.domain.name)))
    reviewMonths = try block?.optional("review_months")?.integer(in: 1...600) ?? 12
    challengers = try Self.challengers(block?.optional("challengers"))
    try block?.finish()
  }

  private static func levels(_ value: YAMLValue?, _ domains: [ConfiguredDomain]) throws(YAMLError) -> [String] {
    guard let value else { return [Domain.Level.total] }
    let known = [Domain.Level.leaf] + domains.flatMap { $0.domain.levels.map(\.name) }
    var levels: [String] = []
    for level in try value.list() {
      let name = try level.string()
      guard known.contains(name) else { throw level.error("is '\(name)'; no domain has such a level") }
      levels.append(name)
    }
    return levels
  }

  private static func challengers(_ value: YAMLValue?) throws(YAMLError) -> [String] {
    let known = ModelRegistry.models.map(\.name)
    var challengers: [String] = []
    for model in try value?.list() ?? [] {
      let name = try model.string()
      guard known.contains(name) else {
        throw model.error("is '\(name)'; expected one of \(known.joined(separator: ", "))")
      }
      challengers.append(name)
    }
    return challengers
  }

  private static func limits(_ value: YAMLValue?, _ domains: [String]) throws(YAMLError)
    -> [MonitoringMeasure: MonitoringRules.Limit]
  {
    var limits: [MonitoringMeasure: MonitoringRules.Limit] = [:]
    for (name, entry) in try value?.mapping().entries ?? [] {
      guard let measure = MonitoringMeasure(rawValue: name) else {
        let known = MonitoringMeasure.allCases.map(\.rawValue).joined(separator: ", ")
        throw entry.error("is no measure; expected one of \(known)")
      }
      guard let byDomain = try? entry.mapping() else {
        limits[measure] = .init(try limit(entry))
        continue
      }
      var limit = MonitoringRules.usualLimits[measure] ?? .init(nil)
      for (domain, value) in byDomain.entries {
        guard domains.contains(domain) else {
          throw value.error("is no domain; expected one of \(domains.joined(separator: ", "))")
        }
        limit.domains[domain] = try Self.limit(value)
      }
      limits[measure] = limit
    }
    return limits
  }

  /// `0.8`, `15%`, or `none`.
  private static func limit(_ value: YAMLValue) throws(YAMLError) -> Double? {
    let text = try value.literal()
    guard text != "none" else { return .none }
    let number = text.hasSuffix("%") ? Double(text.dropLast()).map { $0 / 100 } : Double(text)
    guard let number, number.isFinite, number >= 0 else {
      throw value.error("is '\(text)'; expected a number, a percentage such as 15%, or none")
    }
    return number
  }
}
