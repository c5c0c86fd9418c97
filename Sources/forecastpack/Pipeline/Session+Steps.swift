import Forecasting

extension Session {
  /// Does a step for each month and domain that are meant, and says which domains had something to do.
  ///
  /// `step` returns false when there was nothing to do; `done` is what is said when no domain had.
  func eachDomain(
    _ months: AsOfOptions, _ domains: DomainOptions, done: String,
    _ step: (ConfiguredDomain, Month) throws -> Bool
  ) throws {
    let domains = try domains.domains(self)
    for month in try asOfMonths(months) {
      try console.stage(month.description) {
        let changed = try domains.filter { try step($0, month) }
        return ((), changed.isEmpty ? done : changed.map(\.domain.name).joined(separator: ", "))
      }
    }
  }
}
