import Domains

/// Cells for two amounts beside each other, by the rules for percentages: only over a positive base and
/// without a change of sign.
struct Comparison {
  let value: Amount?
  let reference: Amount?
  let preference: Domain.Preference

  var variance: Cell {
    guard let value else { return .unavailable(.noValue) }
    guard let reference else { return .unavailable(.noReference) }
    let difference = value - reference
    return .variance(difference, Impact(of: difference.doubleValue, preference))
  }

  var percent: Cell {
    guard let value else { return .unavailable(.noValue) }
    guard let reference else { return .unavailable(.noReference) }
    if reference.isZero { return .unavailable(.zeroBase) }
    if reference.scaled < 0 { return .unavailable(.negativeBase) }
    if value.scaled < 0 { return .unavailable(.signChange) }
    let difference = (value - reference).doubleValue
    return .percent(difference / reference.doubleValue, Impact(of: difference, preference))
  }
}

extension Comparison {
  /// The sums of several nodes' sides; a side that no node has is none.
  static func sum(_ rows: [KPIRow], _ preference: Domain.Preference) -> Comparison {
    func sum(_ amounts: [Amount]) -> Amount? { amounts.first.map { amounts.dropFirst().reduce($0, +) } }
    return Comparison(
      value: sum(rows.compactMap(\.value)), reference: sum(rows.compactMap(\.reference)), preference: preference
    )
  }

  /// The sum of the nodes' own variances, those of new ones included.
  func variance(summing rows: [KPIRow]) -> Cell {
    let variances = rows.compactMap(\.variance)
    guard let first = variances.first else { return variance }
    let sum = variances.dropFirst().reduce(first, +)
    return .variance(sum, Impact(of: sum.doubleValue, preference))
  }
}

extension Cell {
  /// A level; `n/a` with its reason where there is none.
  static func level(_ amount: Amount?, otherwise reason: Unavailable = .noValue) -> Cell {
    amount.map { .money($0) } ?? .unavailable(reason)
  }

  /// A level where nothing need stand: months ahead have no actual.
  static func optional(_ amount: Amount?) -> Cell { amount.map { .money($0) } ?? .blank }
}

extension KPIRow {
  var impactOnBusiness: Impact { impact.flatMap(Impact.init(rawValue:)) ?? .neutral }

  /// Throws for a status that this pack does not know.
  func unavailable() throws(PackError) -> Unavailable {
    // Without a plan for every month of the period.
    if percentStatus == Unavailable.noReference.rawValue, comparison.hasSuffix("_pl") { return .notPlanned }
    guard let reason = Unavailable(rawValue: percentStatus) else {
      throw PackError(
        .rows, "kpi_monthly: \(keys.values), \(period), \(comparison): pct_status '\(percentStatus)' is unknown"
      )
    }
    return reason
  }

  /// The variance; `n/a` with its reason where the view has none.
  func varianceCell() throws(PackError) -> Cell {
    if let variance { return .variance(variance, impactOnBusiness) }
    return .unavailable(percentStatus == "ok" ? .noReference : try unavailable())
  }

  func percentCell() throws(PackError) -> Cell {
    if percentStatus == "ok", let variancePercent { return .percent(variancePercent, impactOnBusiness) }
    return .unavailable(percentStatus == "ok" ? .noReference : try unavailable())
  }
}
