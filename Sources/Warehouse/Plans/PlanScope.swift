import Domains

/// What a plan covers, from terms such as `channel=Reseller`; `(all)` alone is everything.
public struct PlanScope: Hashable, Sendable {
  /// The values of the terms, `(all)` in the other keys.
  public let keys: SeriesKey

  /// Throws `PlanError` for a term that is no `key=value`, a key that the domain has not, or one twice.
  public init(_ terms: [String], domain: Domain, version: String) throws(PlanError) {
    var values = domain.keys.map { _ in Domain.Level.all }
    for term in terms where terms != [Domain.Level.all] {
      let parts = term.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, !parts[1].isEmpty, let position = domain.keys.firstIndex(of: parts[0]) else {
        throw PlanError(
          domain: domain.name, version: version,
          "the scope '\(term)' is none; expected key=value with a key of \(domain.keys.joined(separator: ", "))"
        )
      }
      guard values[position] == Domain.Level.all else {
        throw PlanError(domain: domain.name, version: version, "the scope names \(parts[0]) twice")
      }
      values[position] = parts[1]
    }
    keys = SeriesKey(values)
  }
}
