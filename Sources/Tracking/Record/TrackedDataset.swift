/// The dataset that a run was trained on.
public struct TrackedDataset: Hashable, Sendable, Codable {
  /// `ml.ml_train_sales_monthly`.
  public var name: String
  /// At most 36 characters, MLflow's limit: the head of the dataset's SHA-256, which stands whole in the tags.
  public var digest: String
  /// dbt's unique id.
  public var source: String
  public var columns: [Column]
  public var rows: Int

  public struct Column: Hashable, Sendable, Codable {
    public let name: String
    /// MLflow's: `datetime`, `string`, `double`.
    public let type: String

    public init(_ name: String, _ type: String) {
      self.name = name
      self.type = type
    }
  }

  public init(name: String, digest: String, source: String, columns: [Column], rows: Int) {
    self.name = name
    self.digest = digest
    self.source = source
    self.columns = columns
    self.rows = rows
  }
}
