import Domains

/// Why a plan is refused; nothing of it is stored then.
public struct PlanError: Error, Hashable, Sendable, CustomStringConvertible {
  public let domain: String
  public let version: String
  public let message: String
  /// The row it is about.
  public let row: Plan.Row?

  init(domain: String, version: String, _ message: String, row: Plan.Row? = nil) {
    self.domain = domain
    self.version = version
    self.message = message
    self.row = row
  }

  public var description: String {
    let place = row.map { ", \($0.keys.values.joined(separator: " / ")), \($0.month)" } ?? ""
    return "plan '\(version)' of \(domain)\(place): \(message)"
  }
}
