import Domains

/// Why the schema, or a domain's part of it, is not as the files or the configuration want it.
public enum MigrationError: Error, Hashable, Sendable, CustomStringConvertible {
  case unreadable(folder: String, reason: String)
  /// Applied to this database, and its file is gone. `domain` where it is a domain's own.
  case missing(name: String, domain: String?)
  /// Applied to this database by a newer version of the program; older ones may not work on it.
  case newer(names: [String])
  /// Applied to this database, and its file says something else now.
  case changed(name: String, domain: String?)
  /// New, but numbered before one that is applied.
  case outOfOrder(name: String, after: String, domain: String?)
  case failed(name: String, domain: String?, reason: String)
  /// A template with a placeholder that nobody fills.
  case template(name: String, reason: String)
  /// A key that has the name of a column of the domain's tables.
  case reservedKey(domain: String, key: String)
  /// The database holds the domain with other keys: exit 78 until it is migrated.
  case keysChanged(domain: String, stored: [String], configured: [String])
  /// The database holds the domain with other decimals: exit 78 until it is migrated.
  case decimalsChanged(domain: String, stored: Int, configured: Int)
  /// The database holds the domain as the other kind: exit 78 until it is migrated.
  case kindChanged(domain: String, stored: Domain.Kind, configured: Domain.Kind)

  /// The reader's role is a superuser, the role that works here, or one that it works through.
  case readerIsOwner(role: String)

  public var description: String {
    switch self {
    case .readerIsOwner(let role):
      "reader role '\(role)' is a superuser or owns the tables through the current user: name a role for readers only"
    case .unreadable(let folder, let reason): "cannot read the SQL in \(folder): \(reason)"
    case .missing(let name, let domain):
      "migration \(name)\(Self.of(domain)) was applied to this database, but its file is gone: bring it back"
    case .newer(let names):
      "the database was made or updated by a newer version of ForecastPack (it has \(names.joined(separator: ", "))): "
        + "use that version, or a database of your own"
    case .changed(let name, let domain):
      "migration \(name)\(Self.of(domain)) was changed after it was applied: restore it and write a new one"
    case .outOfOrder(let name, let after, let domain):
      "migration \(name)\(Self.of(domain)) comes before \(after), which is applied already: give it a higher number"
    case .failed(let name, let domain, let reason): "migration \(name)\(Self.of(domain)) failed: \(reason)"
    case .template(let name, let reason): "template \(name): \(reason)"
    case .reservedKey(let domain, let key):
      "domain \(domain): key '\(key)' is a column of every domain; name the key otherwise"
    case .keysChanged(let domain, let stored, let configured):
      "domain \(domain) is stored with the keys \(Self.list(stored)), but configured with \(Self.list(configured)): "
        + "restore them, or give the domain another name"
    case .decimalsChanged(let domain, let stored, let configured):
      "domain \(domain) is stored with \(stored) decimals, but configured with \(configured): "
        + "restore them, or give the domain another name"
    case .kindChanged(let domain, let stored, let configured):
      "domain \(domain) is stored as a \(stored), but configured as a \(configured): "
        + "restore it, or give the domain another name"
    }
  }

  private static func of(_ domain: String?) -> String { domain.map { " of domain \($0)" } ?? "" }
  private static func list(_ keys: [String]) -> String { keys.joined(separator: ", ") }
}
