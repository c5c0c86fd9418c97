/// What a transaction sees of others, in the words of SQL.
public enum Isolation: String, Sendable, CaseIterable {
  case readCommitted = "read committed"
  /// One snapshot for all statements.
  case repeatableRead = "repeatable read"
  case serializable = "serializable"
}
