/// Where the semantic model is, and as whom it is refreshed.
public struct RefreshSettings: Hashable, Sendable {
  /// The directory (tenant) of the service principal, and its application.
  public var tenant: String
  public var client: String
  /// The workspace, and the semantic model in it.
  public var group: String
  public var dataset: String
  public var capacity: Capacity
  /// Without a path: `https://api.powerbi.com`, `https://login.microsoftonline.com`.
  public var api = "https://api.powerbi.com"
  public var login = "https://login.microsoftonline.com"
  /// Between two looks at a refresh that runs.
  public var interval = Duration.seconds(15)
  /// How long to wait for the end, and for another refresh to end.
  public var patience = Duration.seconds(3600)

  public enum Capacity: String, Hashable, Sendable, CaseIterable {
    /// Premium, Premium per user or Fabric: the enhanced refresh, in one transaction.
    case premium
    /// Eight refreshes a day, and no more than whether they succeeded.
    case pro
  }

  public init(tenant: String, client: String, group: String, dataset: String, capacity: Capacity) {
    self.tenant = tenant
    self.client = client
    self.group = group
    self.dataset = dataset
    self.capacity = capacity
  }

  var refreshes: String { "\(api)/v1.0/myorg/groups/\(group)/datasets/\(dataset)/refreshes" }
}
