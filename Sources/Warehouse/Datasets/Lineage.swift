/// What one dbt build made, from its `run_results.json` and `manifest.json`.
public struct Lineage: Hashable, Sendable {
  /// dbt's id of the build.
  public let invocation: String
  public let dbtVersion: String
  /// The models that were built, by unique id.
  public let models: [Model]
  /// Data tests and unit tests that passed.
  public let passedTests: Int

  public struct Model: Hashable, Sendable {
    /// `model.forecastpack.ml_train_sales_monthly`.
    public let uniqueID: String
    /// `"database"."ml"."ml_train_sales_monthly"`.
    public let relation: String
    /// nil for a view.
    public let rows: Int?
    /// Digest of the names and types that the contract enforces; nil without a contract. The same text gives the
    /// same digest in every dbt version.
    public let contractChecksum: String?
    /// Seconds.
    public let duration: Double
  }

  /// The model that the dataset of this name is, whatever the project is called.
  public func model(named name: String) -> Model? {
    models.first { $0.uniqueID.split(separator: ".").last.map(String.init) == name }
  }
}
