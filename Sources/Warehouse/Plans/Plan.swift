import Digests
import Domains
import Forecasting

/// One version of a domain's plan. Grain of its rows: month x leaf series, in the domain's unit.
public struct Plan: Hashable, Sendable {
  public let domain: Domain
  /// `2013`, `2013 revised`: what a reader calls it.
  public let version: String
  /// What it covers: a value in each key that it is limited to, `(all)` in the others.
  public let scope: SeriesKey
  /// The first as-of month whose vintages may see it.
  public let knownFrom: Month
  /// By month, then keys.
  public let rows: [Row]

  /// One month of one leaf series.
  public struct Row: Hashable, Sendable {
    public let month: Month
    public let keys: SeriesKey
    public let plan: Amount
    /// Whether the amount was spread from a longer period or a wider series.
    public let isAllocated: Bool

    public init(month: Month, keys: SeriesKey, plan: Amount, isAllocated: Bool = false) {
      self.month = month
      self.keys = keys
      self.plan = plan
      self.isAllocated = isAllocated
    }
  }

  /// - Parameters:
  ///   - scope: nil where nobody said it: it is the whole domain then.
  ///   - knownFrom: nil for the month before the first of `rows`.
  ///   - known: the leaf series that the domain has.
  /// - Throws: `PlanError` for a plan without rows, a series that is not known or outside the scope, a month twice,
  ///   and a plan without a said scope that lies within one value of a key.
  public init(
    domain: Domain, version: String, scope: SeriesKey? = nil, knownFrom: Month? = nil, rows: [Row],
    known: Set<SeriesKey>
  ) throws(PlanError) {
    let all = SeriesKey(domain.keys.map { _ in Domain.Level.all })
    self.domain = domain
    self.version = version
    self.scope = scope ?? all
    self.rows = rows.sorted { ($0.month, $0.keys) < ($1.month, $1.keys) }
    guard let first = self.rows.first else {
      throw PlanError(domain: domain.name, version: version, "there is no row")
    }
    self.knownFrom = knownFrom ?? first.month - 1
    guard (1...60).contains(version.count) else {
      throw PlanError(
        domain: domain.name, version: version, "a version's name has 1 to 60 characters, not \(version.count)")
    }
    if let index = firstProblem(known: known) { throw problem(self.rows[index], known: known) }
    for (before, row) in zip(self.rows, self.rows.dropFirst())
    where before.month == row.month && before.keys == row.keys {
      throw PlanError(
        domain: domain.name, version: version, "the month is there twice", row: row)
    }
    if scope == nil { try refuseNarrowness(known) }
  }

  private func firstProblem(known: Set<SeriesKey>) -> Int? {
    rows.firstIndex { !known.contains($0.keys) || !covers($0.keys) }
  }

  private func problem(_ row: Row, known: Set<SeriesKey>) -> PlanError {
    PlanError(
      domain: domain.name, version: version,
      known.contains(row.keys) ? "the series lies outside the plan's scope" : "the domain has no such series",
      row: row)
  }

  /// Whether a series lies within the scope.
  public func covers(_ keys: SeriesKey) -> Bool {
    zip(keys.values, scope.values).allSatisfy {
      $1 == Domain.Level.all || $0.utf8.elementsEqual($1.utf8)
    }
  }

  /// A plan for one channel that is compared with all of them misleads: its scope must be said.
  private func refuseNarrowness(_ known: Set<SeriesKey>) throws(PlanError) {
    for (position, key) in domain.keys.enumerated() where scope.values[position] == Domain.Level.all {
      let values = Set(rows.map { $0.keys.values[position] })
      let others = known.contains { covers($0) && $0.values[position] != rows[0].keys.values[position] }
      guard values.count > 1 || !others else {
        throw PlanError(
          domain: domain.name, version: version,
          "every row has \(key) '\(rows[0].keys.values[position])', which is not all that the domain has: name the "
            + "scope '\(key)=\(rows[0].keys.values[position])', or '\(Domain.Level.all)' if it is meant for everything"
        )
      }
    }
  }

  /// SHA-256 over what it says; the same plan gives the same digest.
  public var digest: String {
    let hash = SHA256()
    for field in [domain.name, version, knownFrom.description] + scope.values { hash.updateField(field) }
    for row in rows {
      for field in [row.month.description] + row.keys.values + [row.plan.description, "\(row.isAllocated)"] {
        hash.updateField(field)
      }
    }
    return hash.finishHex()
  }

  /// The sum over all rows.
  public var total: Amount {
    rows.reduce(Amount(scaled: 0, decimals: domain.decimals)) { $0 + $1.plan }
  }
}
