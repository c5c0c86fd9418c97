import ArgumentParser
import Foundation
import Logging

/// Options that every command takes.
struct GlobalOptions: ParsableArguments {
  @Option(help: "The configuration file.")
  var config = "forecastpack.yml"

  @Option(
    help: ArgumentHelp(
      "The database, as a PostgreSQL URI or keywords.",
      discussion: """
        Without it the PG* variables, a service file and .pgpass count; where there is none of them, a private \
        server is started in .forecastpack.
        """))
  var dsn: String?

  @Option(help: "How results are printed: text or json.")
  var format = OutputFormat.text

  @Flag(help: "No progress, only results and errors.")
  var quiet = false

  @Flag(help: "Log what happens, statement by statement.")
  var verbose = false

  @Option(help: "How messages on standard error are written: text, or json for a line an event.")
  var logFormat = LogFormat.text

  @Option(
    name: .customLong("report"),
    help: ArgumentHelp(
      "Write what was done, with times, rows and memory, to a file; may be given again.",
      discussion: "NAME.json, NAME.prom (OpenMetrics, for the node exporter's textfile collector), or text."))
  var reports: [String] = []

  func validate() throws { RunLog.process.configure(format: logFormat, reports: reports) }

  enum OutputFormat: String, ExpressibleByArgument, CaseIterable { case text, json }

  func configuration() throws -> Configuration { try Configuration.read(path: config) }

  /// Logs go to standard error.
  var logger: Logger {
    let format = logFormat
    var logger = Logger(label: "forecastpack") { label -> any LogHandler in
      format == .json ? JSONLogHandler(label: label) : StreamLogHandler.standardError(label: label)
    }
    logger.logLevel = verbose ? .debug : quiet ? .error : .warning
    return logger
  }

  var console: Console { Console(isQuiet: quiet) }
}

extension GlobalOptions {
  /// The database without the rest of a session; the private server is the one beside the configuration.
  func database() throws -> Database {
    Database(dsn: dsn, root: URL(fileURLWithPath: config).deletingLastPathComponent().standardizedFileURL)
  }
}
