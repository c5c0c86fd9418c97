import ArgumentParser
import Foundation
import Postgres

/// `forecastpack db`: the private server, and the tables in whatever database is meant.
struct DatabaseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "db", abstract: "Start, stop or look at the private server; make or update the tables.",
    subcommands: [Start.self, Stop.self, Status.self, Psql.self, Migrate.self, Roles.self])

  struct Start: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Start the private server.")
    @OptionGroup var options: GlobalOptions

    func run() throws {
      options.console.result(try privateServer(options).start())
    }
  }

  struct Stop: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Stop the private server.")
    @OptionGroup var options: GlobalOptions

    func run() throws {
      try privateServer(options).stop()
    }
  }

  struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say whether the private server runs, and where.")
    @OptionGroup var options: GlobalOptions

    func run() throws {
      let server = try privateServer(options)
      switch try server.status() {
      case .stopped: options.console.result("stopped")
      case .starting(let process): options.console.result("starting, process \(process)")
      case .running(let process):
        options.console.result("running, process \(process), data in \(try server.dataFolder())")
        options.console.result(try server.connectionString())
      }
    }
  }

  struct Psql: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Run psql on the configured database.",
      usage: "forecastpack db psql [<options>] -- [<arguments of psql> ...]")
    @OptionGroup var options: GlobalOptions
    @Argument(parsing: .postTerminator) var arguments: [String] = []

    /// Becomes psql, so that its terminal, signals and exit code are psql's own.
    func run() throws {
      let database = try options.database()
      for (name, value) in try database.variables() {
        setenv(name, value, 1)
      }
      let words = ["psql", "--no-psqlrc"] + arguments
      var pointers: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
      execvp("psql", &pointers)
      throw Failure.configuration("psql cannot be run: \(String(cString: strerror(errno)))")
    }
  }

  struct Migrate: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Make or update our tables and views.")
    @OptionGroup var options: GlobalOptions

    func run() throws {
      let session = try Session(options: options, application: "forecastpack db migrate")
      let lock = try session.lock()
      try session.migrate()
      try lock.release()
    }
  }

  struct Roles: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make the roles of loader and writer, each with the rights that its work needs.",
      discussion: "Run by the owner of the schemas, once; docs/roles.md says who may do what and how to log in."
    )
    @OptionGroup var options: GlobalOptions

    func run() throws {
      let session = try Session(options: options, application: "forecastpack db roles")
      let lock = try session.lock()
      try session.migrate()
      try session.installRoles()
      let names = session.configuration
      options.console.result(
        "loader \(names.loaderRole), writer \(names.writerRole), reader \(names.readerRole)")
      try lock.release()
    }
  }

  private static func privateServer(_ options: GlobalOptions) throws -> LocalServer {
    guard case .local(let server) = try options.database() else {
      throw Failure.usage(
        "a database is named by --dsn or the PG* variables: there is no private server to manage")
    }
    return server
  }
}
