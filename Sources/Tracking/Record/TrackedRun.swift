/// One MLflow run.
public struct TrackedRun: Hashable, Sendable, Codable {
  /// Unique within its record: a domain, `vintage`, `decision`.
  public var part: String
  public var name: String
  /// Milliseconds since 1970, UTC.
  public var startTime: Int64
  public var endTime: Int64
  public var tags: [String: String] = [:]
  public var parameters: [String: String] = [:]
  public var metrics: [Metric] = []
  public var dataset: TrackedDataset?
  public var model: TrackedModel?
  public var artifacts: [TrackedFile] = []

  public struct Metric: Hashable, Sendable, Codable {
    public let key: String
    public let value: Double
    /// The horizon in months; 0 for what has none.
    public let step: Int

    public init(_ key: String, _ value: Double, step: Int = 0) {
      self.key = key
      self.value = value
      self.step = step
    }
  }

  public init(part: String, name: String, startTime: Int64, endTime: Int64) {
    self.part = part
    self.name = name
    self.startTime = startTime
    self.endTime = endTime
  }

  /// Its artifacts, then the model's files.
  mutating func forEachFile(_ body: (inout TrackedFile) throws -> Void) rethrows {
    for index in artifacts.indices { try body(&artifacts[index]) }
    for index in model?.files.indices ?? 0..<0 { try body(&model!.files[index]) }
  }
}
