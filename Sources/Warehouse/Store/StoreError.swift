import Domains
import Forecasting

/// Why a run could not be stored or published, or rows not be read.
public enum StoreError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A forecast or an interval that is no finite number, or has more digits than the column.
  case unstorable(domain: String, series: SeriesKey, horizon: Int, what: String, value: String)
  /// Series, grouping, training and predictions do not fit together.
  case malformed(domain: String, String)
  /// `(all)` as a key: it stands for the keys that a level lacks.
  case reservedKey(domain: String, series: SeriesKey)
  /// Two series of which neither may be dropped have the same id.
  case seriesCollision(domain: String, detail: String)
  case unknownRun(domain: String, runID: String)
  case notComputed(domain: String, runID: String, status: String)
  /// The dataset is another than the run was computed from.
  case datasetChanged(domain: String, asOf: Month, runID: String)
  /// Another run is published for the month; replacing it needs a reason.
  case alreadyPublished(domain: String, asOf: Month, runID: String)
  case checksFailed([CheckRow])
  /// Shards that have not done a step yet, or never will.
  case shardsMissing(domain: String, asOf: Month, step: ShardStore.Step, [Shard])
  /// A column that does not hold what it should.
  case unreadable(relation: String, column: String, value: String)

  public var description: String {
    switch self {
    case .unstorable(let domain, let series, let horizon, let what, let value):
      "\(domain), series \(Self.name(series)), horizon \(horizon): \(what) is \(value), which cannot be stored"
    case .malformed(let domain, let detail): "\(domain): \(detail)"
    case .reservedKey(let domain, let series):
      "\(domain), series \(Self.name(series)): '\(Domain.Level.all)' cannot be a key, it stands for all of them"
    case .seriesCollision(let domain, let detail): "\(domain): two series have the same id: \(detail)"
    case .unknownRun(let domain, let runID): "\(domain): run \(runID) is not in the ledger"
    case .notComputed(let domain, let runID, let status):
      "\(domain): run \(runID) is \(status), not computed: run it first"
    case .datasetChanged(let domain, let asOf, let runID):
      "\(domain) as of \(asOf): the dataset changed after run \(runID) was computed: run the month again"
    case .alreadyPublished(let domain, let asOf, let runID):
      "\(domain) as of \(asOf): run \(runID) is published already; replacing it needs --supersede with a reason"
    case .checksFailed(let checks):
      "\(checks.count) of the checks failed, nothing was published: "
        + checks.map { "\($0.name): \($0.actualSource) \($0.actual), \($0.expectedSource) \($0.expected)" }
        .joined(separator: "; ")
    case .shardsMissing(let domain, let asOf, let step, let shards):
      "\(domain) as of \(asOf): \(step.rawValue) lacks \(shards.map { "shard \($0)" }.joined(separator: ", ")); run "
        + shards.map {
          "'forecastpack \(step.rawValue) --domain \(domain) --as-of \(asOf) --shard \($0)'"
        }.joined(separator: ", ")
    case .unreadable(let relation, let column, let value): "\(relation).\(column) holds '\(value)'"
    }
  }

  private static func name(_ series: SeriesKey) -> String { series.values.joined(separator: " / ") }
}
