import ArgumentParser
import Foundation
import Tracking

/// `forecastpack track`: what MLflow is told, and a private MLflow for those who have none.
struct TrackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "track",
    abstract: "Deliver the runs that wait for MLflow; start or stop a private MLflow server.",
    discussion: """
      The server is the one that MLFLOW_TRACKING_URI names, else the private one, if it runs. Credentials come from \
      MLflow's own variables: MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD.
      """,
    subcommands: [Sync.self, Status.self, Serve.self, Stop.self])

  struct Sync: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Deliver what waits, oldest first.")
    @OptionGroup var options: GlobalOptions

    func run() throws {
      let session = try Session(options: options, application: "forecastpack track sync")
      try session.requireTables()
      guard let server = try session.trackingServer() else {
        throw Failure.configuration(
          "there is no MLflow server: set MLFLOW_TRACKING_URI, or start one with 'forecastpack track serve'")
      }
      let queue = TrackingQueue(connection: session.connection, schema: session.configuration.schema)
      let report = try queue.deliver(to: MLflowClient(server))
      options.console.result(Session.words(report))
      if let problem = report.problem { throw Failure.unavailable(problem) }
    }
  }

  struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say where MLflow is, and what waits for it.")
    @OptionGroup var options: GlobalOptions

    func run() throws {
      let session = try Session(options: options, application: "forecastpack track status")
      try session.requireTables()
      let server = try session.trackingServer()
      let answers = server.map { MLflowClient($0).isHealthy() } == true
      options.console.result(
        server.map { "\($0.uri)\(answers ? "" : " does not answer")" } ?? "no MLflow server")
      let queue = TrackingQueue(connection: session.connection, schema: session.configuration.schema)
      options.console.result("\(try queue.waiting()) waiting")
      for line in try queue.problems() { options.console.result(line) }
    }
  }

  struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Start a private MLflow server on loopback, deliver what waits, and print its address.")
    @OptionGroup var options: GlobalOptions

    func run() throws {
      let session = try Session(options: options, application: "forecastpack track serve")
      try session.requireTables()
      let environment = ProcessInfo.processInfo.environment
      let root = session.configuration.root
      let program = try MLflowProgram.find(root: root.path, environment: environment)
      let address = try session.console.stage("mlflow") {
        (try Session.localTracking(root, program: program).start(), "a private server on loopback")
      }
      let queue = TrackingQueue(connection: session.connection, schema: session.configuration.schema)
      let report = try session.console.stage("tracking") {
        let report = try queue.deliver(to: MLflowClient(try TrackingServer(uri: address, environment: [:])))
        return (report, Session.words(report))
      }
      options.console.result(address)
      if let problem = report.problem { throw Failure.unavailable(problem) }
    }
  }

  struct Stop: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Stop the private MLflow server.")
    @OptionGroup var options: GlobalOptions

    func run() throws {
      let root = try options.configuration().root
      let wasRunning = Session.localTracking(root, program: "").stop()
      options.console.note(wasRunning ? "stopped" : "it was not running")
    }
  }
}
