import Delivery
import Forecasting
import Packs
import Postgres
import StrictYAML
import Tracking
import Warehouse

/// What the exit code says, after sysexits.h.
enum ExitStatus: Int32 {
  case usage = 64
  /// Data refused.
  case data = 65
  /// Database or service not reachable.
  case unavailable = 69
  /// A bug.
  case software = 70
  /// Cannot write.
  case output = 73
  /// A run is in progress.
  case busy = 75
  case configuration = 78

  /// Nil for what the argument parser says and does by itself (a wrong option, --help).
  init?(of error: any Error) {
    switch error {
    case let failure as Failure: self.init(failure)
    case is YAMLError: self = .configuration
    case let error as PostgresError: self.init(error)
    case let error as LocalServerError: self = error.reason == .busy ? .busy : .unavailable
    case is FactsError: self = .data
    case let error as DbtError: self.init(error)
    case is AdvisoryLock.Held: self = .busy
    case is DatasetError: self = .data
    case is PlanError: self = .data
    case is AmendmentError: self = .data
    case is MigrationError: self = .configuration
    case let error as StoreError: self.init(error)
    case let error as PackError: self.init(error)
    case let error as PublishingError: self = error.isDamage ? .data : .output
    case is GateError: self = .configuration
    case is ReproductionError: self = .data
    case is ForecastingError: self = .software
    case let error as MLflowError: self = error.kind == .configuration ? .configuration : .unavailable
    case let error as RefreshError: self.init(error)
    case let error as PowerBIError: self = error.kind == .output ? .output : .configuration
    default: return nil
    }
  }

  private init(_ failure: Failure) {
    switch failure {
    case .usage: self = .usage
    case .data: self = .data
    case .unavailable: self = .unavailable
    case .output: self = .output
    case .busy: self = .busy
    case .configuration: self = .configuration
    }
  }

  private init(_ error: RefreshError) {
    switch error.kind {
    case .refused, .missing: self = .configuration
    case .busy: self = .busy
    case .unavailable, .failed: self = .unavailable
    }
  }

  private init(_ error: DbtError) {
    switch error.kind {
    case .executable, .project: self = .configuration
    case .nodes: self = .data
    case .connection, .machine: self = .unavailable
    case .disk: self = .output
    case .artifacts: self = .software
    }
  }

  private init(_ error: PackError) {
    switch error.kind {
    case .definition: self = .configuration
    case .rows: self = .software
    case .output: self = .output
    }
  }

  private init(_ error: StoreError) {
    switch error {
    case .unstorable, .reservedKey, .alreadyPublished, .checksFailed, .datasetChanged, .unreadable, .unknownRun,
      .notComputed, .shardsMissing:
      self = .data
    case .malformed, .seriesCollision: self = .software
    }
  }

  /// SQLSTATE classes after PostgreSQL's appendix A.
  private init(_ error: PostgresError) {
    switch error.kind {
    case .connection, .authentication: self = .unavailable
    case .protocol: self = .software
    case .server: self = Self.of(state: error.sqlState ?? "")
    }
  }

  private static func of(state: String) -> ExitStatus {
    switch (state.prefix(2), state) {
    case (_, "53100"): .output
    // A server that only reads is a standby: another has taken over, or none yet.
    case (_, "25006"), ("08", _), ("53", _), ("57", _), ("58", _): .unavailable
    case ("22", _), ("23", _): .data
    // 40: two transactions in each other's way, one of which is to try again.
    case ("40", _), ("55", _): .busy
    case ("28", _), ("3D", _), ("3F", _), ("42", _): .configuration
    default: .software
    }
  }
}
