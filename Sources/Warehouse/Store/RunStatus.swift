/// Where a run stands.
public enum RunStatus: String, Hashable, Sendable, CaseIterable {
  /// In the ledger, nothing computed yet (or killed before it was).
  case started
  case computed
  /// The current run of its domain and as-of month.
  case published
  case superseded
  case failed
}
