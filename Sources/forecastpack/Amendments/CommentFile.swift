import Domains
import Foundation
import StrictYAML

/// The comments of analysts on one vintage: a list, each about one comparison and the number that it was written about.
struct CommentFile {
  /// In the order of the file.
  let comments: [AnalystComment]

  /// Throws `YAMLError` with file and line for what is no comment of these domains.
  init(_ text: String, name: String, domains: [Domain]) throws(YAMLError) {
    var comments: [AnalystComment] = []
    for item in try YAMLValue.parse(text, file: name).list() {
      comments.append(try Self.comment(item, domains))
    }
    self.comments = comments
  }

  private static func comment(_ value: YAMLValue, _ domains: [Domain]) throws(YAMLError) -> AnalystComment {
    let entry = try value.mapping()
    let name = try entry.required("domain")
    let domainName = try name.string()
    guard let domain = domains.first(where: { $0.name == domainName }) else {
      throw name.error("is '\(domainName)'; expected one of \(domains.map(\.name).joined(separator: ", "))")
    }
    let level = try entry.required("level").string()
    let keys = try keys(entry, level, domain)
    let about = try entry.required("about")
    guard let amount = Amount(try about.literal(), decimals: domain.decimals) else {
      throw about.error(
        "is no number of at most \(domain.decimals) decimals; expected the variance as kpi_monthly_\(domainName) has it"
      )
    }
    let comment = AnalystComment(
      domain: domainName, level: level, keys: keys,
      period: try entry.optional("period")?.choice(Period.self).rawValue ?? Period.month.rawValue,
      comparison: try entry.required("comparison").choice(Comparison.self).rawValue, about: amount,
      author: try words(entry.required("by")), text: try words(entry.required("text")))
    try entry.finish()
    return comment
  }

  private static func keys(_ entry: YAMLMapping, _ level: String, _ domain: Domain) throws(YAMLError)
    -> SeriesKey
  {
    let value = try entry.required("level")
    let names = level == Domain.Level.leaf ? domain.keys : domain.levels.first { $0.name == level }?.keys
    guard let names else {
      let known = domain.levels.map(\.name) + [Domain.Level.leaf]
      throw value.error("is '\(level)'; expected one of \(known.joined(separator: ", "))")
    }
    var given: [String: String] = [:]
    if let keys = entry.optional("keys") {
      let mapping = try keys.mapping()
      for name in names { given[name] = try mapping.required(name).literal() }
      try mapping.finish()
    } else if let missing = names.first {
      throw entry.value.error("lacks the key 'keys' with '\(missing)': the level \(level) has it")
    }
    return SeriesKey(domain.keys.map { given[$0] ?? Domain.Level.all })
  }

  private static func words(_ value: YAMLValue) throws(YAMLError) -> String {
    let text = try value.string().trimmingCharacters(in: .whitespacesAndNewlines)
    guard !text.isEmpty else { throw value.error("is empty") }
    return text
  }

  private enum Period: String, CaseIterable {
    case month, ytd, r12, fy, next12
    case nextMonth = "next_month"
  }

  private enum Comparison: String, CaseIterable {
    case actualForecast = "ac_fc"
    case actualPriorYear = "ac_py"
    case actualPlan = "ac_pl"
    case forecastPrevious = "fc_prev"
    case outlookPrevious = "outlook_prev"
    case outlookPriorYear = "outlook_py"
    case outlookPlan = "outlook_pl"
  }
}
