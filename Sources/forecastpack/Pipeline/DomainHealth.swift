import Forecasting
import Warehouse

/// How a domain's vintage stands, and whether its model is due to be made or looked at again.
struct DomainHealth {
  let domain: String
  /// The vintage, with its figures.
  let asOf: Month
  /// Whether none later is published; what is due is said of the latest alone.
  let isLatest: Bool
  let rows: [MonitoringRow]
  /// The last month that is complete for every domain, of the datasets as they stand.
  let lastComplete: Month?
  /// The as-of month of the last decision about the model; where there was none, of the first vintage.
  let reviewed: Month
  let reviewMonths: Int

  /// Why it is due.
  enum Reason: Hashable {
    /// A month is complete that no vintage has seen: every vintage is fitted anew.
    case newMonth(Month)
    /// Errors or data that go another way than they did.
    case drift([MonitoringRow])
    case accuracy([MonitoringRow])
    /// Months since somebody, or the rule, decided about the model.
    case age(Int)
  }

  var alerts: [MonitoringRow] { rows.filter(\.isAlert) }

  /// A decision at the latest vintage answers its alerts and its age, whatever was decided.
  var reasons: [Reason] {
    guard isLatest else { return [] }
    var reasons: [Reason] = []
    if let lastComplete, lastComplete > asOf { reasons.append(.newMonth(lastComplete)) }
    guard reviewed < asOf else { return reasons }
    let drifted = alerts.filter { $0.measure.concern == .drift }
    if !drifted.isEmpty { reasons.append(.drift(drifted)) }
    let wrong = alerts.filter { $0.measure.concern == .accuracy }
    if !wrong.isEmpty { reasons.append(.accuracy(wrong)) }
    if asOf - reviewed >= reviewMonths { reasons.append(.age(asOf - reviewed)) }
    return reasons
  }

  /// Whether the choice of the model is to be looked at, apart from a month that is new.
  var needsReview: Bool {
    reasons.contains { reason in
      if case .newMonth = reason { false } else { true }
    }
  }
}

extension DomainHealth.Reason {
  /// `new month`, `drift`, `accuracy` or `age`.
  var name: String {
    switch self {
    case .newMonth: "new month"
    case .drift: "drift"
    case .accuracy: "accuracy"
    case .age: "age"
    }
  }

  var words: String {
    switch self {
    case .newMonth(let month): "\(month) is complete and not forecast from yet"
    case .drift(let rows), .accuracy(let rows):
      Set(rows.map(\.measure.rawValue)).sorted().joined(separator: ", ") + " out of bounds"
    case .age(let months): "\(months) months since the model was decided about"
    }
  }
}
