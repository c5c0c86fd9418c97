import Foundation
import Logging
import Postgres

/// What a command works with: the configuration, a connection, the moment, and where to say what.
struct Session {
  let configuration: Configuration
  let configurationPath: String
  let database: Database
  let connection: Connection
  let console: Console
  let logger: Logger
  let clock: RunClock

  /// - Parameter application: how this process is called in pg_stat_activity.
  init(options: GlobalOptions, application: String) throws {
    configuration = try options.configuration()
    configurationPath = options.config
    database = Database(dsn: options.dsn, root: configuration.root)
    console = options.console
    logger = options.logger
    clock = try RunClock()
    connection = try database.connect(application: application, logger: logger)
  }
}
