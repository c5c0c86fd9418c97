/// What is forecast: sales, inventory, profit, or a domain that a user adds.
public struct Domain: Hashable, Sendable {
  /// `[a-z][a-z0-9_]{0,29}`, not ending in `_<n>m` or `_rollup`; part of every table name, and the name of the
  /// value column in the dataset.
  public let name: String
  /// What a reader sees: `Gross profit`.
  public let label: String
  /// The dbt model: `ml_train_sales_monthly`.
  public let dataset: String
  /// Key columns from the widest to the narrowest; a series is one combination of them.
  public let keys: [String]
  /// `USD`.
  public let unit: String
  /// Decimals of every stored value, 0...9.
  public let decimals: Int
  public let kind: Kind
  public let preference: Preference
  /// Levels above the leaf, the total first.
  public let levels: [Level]

  /// Whether values add up over time.
  public enum Kind: String, Hashable, Sendable, CaseIterable { case flow, stock }

  /// Whether more is better; decides the colour of a variance.
  public enum Preference: String, Hashable, Sendable, CaseIterable {
    case higher = "true"
    case lower = "false"
    case neutral
  }

  /// A grouping of the leaf series: the keys that stay, the others are `(all)`.
  public struct Level: Hashable, Sendable {
    public let name: String
    public let keys: [String]

    public init(name: String, keys: [String]) {
      self.name = name
      self.keys = keys
    }

    /// The name of the lowest level, which has every key.
    public static let leaf = "leaf"
    /// The name of the level without keys.
    public static let total = "total"
    /// What stands for a key that a level does not have; refused in data.
    public static let all = "(all)"
  }

  public init(
    name: String, label: String, dataset: String, keys: [String], unit: String, decimals: Int, kind: Kind,
    preference: Preference, levels: [Level]
  ) {
    self.name = name
    self.label = label
    self.dataset = dataset
    self.keys = keys
    self.unit = unit
    self.decimals = decimals
    self.kind = kind
    self.preference = preference
    self.levels = levels
  }
}
