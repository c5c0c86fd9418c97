import Digests
import Forecasting
import Foundation
import Tracking
import Warehouse

extension Session {
  /// Queues what MLflow is to know of a published vintage, unless that was done before.
  ///
  /// Tracking never stands in the way of a forecast: what goes wrong is said, and the next run tries again.
  func track(_ month: Month, _ domains: [DomainVintage]) {
    do {
      let queue = TrackingQueue(connection: connection, schema: configuration.schema)
      guard try !queue.contains(VintageRecorder.deliveryID(domains.map(\.run))) else { return }
      let runs = domains.map { vintage in
        DomainRun(
          run: vintage.run, series: vintage.series, panel: vintage.dataset.panel, settings: vintage.settings,
          datasetID: vintage.origin?.uniqueID)
      }
      let record = try VintageRecorder(
        connection: connection, schema: configuration.schema, experiment: experiment, tags: trackingTags
      ).record(runs, asOf: month, files: packManifest(month))
      try queue.add(record)
    } catch {
      console.note("tracking  \(month) was not queued, the next run tries again: \(error)")
    }
  }

  /// Delivers the queue if there is a server to take it, and says what it did.
  func deliverTracking() {
    do {
      let queue = TrackingQueue(connection: connection, schema: configuration.schema)
      guard try queue.waiting() > 0, let server = try trackingServer() else { return }
      let report = try console.stage("tracking") {
        let report = try queue.deliver(to: MLflowClient(server))
        return (report, Self.words(report))
      }
      if let problem = report.problem { console.note("tracking  \(problem)") }
    } catch {
      console.note("tracking  nothing was delivered, the queue keeps it: \(error)")
    }
  }

  static func words(_ report: TrackingQueue.Report) -> String {
    report.isBusy
      ? "another process is delivering, \(report.waiting) waiting"
      : "\(report.delivered) delivered, \(report.waiting) waiting"
  }

  /// `MLFLOW_TRACKING_URI`, else the private server if it runs, else none.
  func trackingServer() throws -> TrackingServer? {
    try Self.trackingServer(configuration.root, environment: ProcessInfo.processInfo.environment)
  }

  static func trackingServer(_ root: URL, environment: [String: String]) throws -> TrackingServer? {
    if let uri = environment["MLFLOW_TRACKING_URI"], !uri.isEmpty {
      return try TrackingServer(uri: uri, environment: environment)
    }
    return try localTracking(root, program: "").address().map {
      try TrackingServer(uri: $0, environment: [:])
    }
  }

  /// The private server of a project.
  static func localTracking(_ root: URL, program: String) -> LocalTrackingServer {
    LocalTrackingServer(folder: root.appendingPathComponent(".forecastpack/mlflow").path, program: program)
  }

  /// MLflow's own variable, else `forecastpack`.
  var experiment: String {
    ProcessInfo.processInfo.environment["MLFLOW_EXPERIMENT_NAME"].flatMap { $0.isEmpty ? nil : $0 }
      ?? "forecastpack"
  }

  private var trackingTags: [String: String] {
    var tags: [String: String] = [:]
    if let bytes = try? Data(contentsOf: URL(fileURLWithPath: configurationPath)) {
      tags["forecastpack.configuration_digest"] = SHA256.hex(Array(bytes))
    }
    do { tags["mlflow.source.git.commit"] = try GitRevision.read(configuration.root) } catch {
      console.note("tracking  \(error)")
    }
    return tags
  }

  private func packManifest(_ month: Month) -> [TrackedFile] {
    let path = packFolder(month).appendingPathComponent("manifest.json")
    return (try? Data(contentsOf: path)).map { [TrackedFile("pack/manifest.json", $0)] } ?? []
  }
}
