import Foundation
import Postgres
import Processes

/// Runs `dbt build` as a child process.
public struct DbtRunner: Sendable {
  private let executable: URL
  private let project: URL
  private let target: URL
  private let environment: [String: String]

  /// - Parameters:
  ///   - project: the folder with `dbt_project.yml` and `profiles.yml`.
  ///   - target: where dbt keeps what it compiles, its logs and its artifacts; not inside the project. Kept between
  ///     builds, it saves dbt the parsing of what did not change.
  ///   - environment: added to this process's; see `environment(for:schema:facts:)`.
  public init(executable: URL, project: URL, target: URL, environment: [String: String]) {
    self.executable = executable
    self.project = project
    self.target = target
    self.environment = environment
  }

  /// What the profile reads, so that dbt works in the database of `connection`.
  ///
  /// - Parameters:
  ///   - schema: where the datasets go.
  ///   - facts: where the facts lie.
  public static func environment(
    for connection: Connection, schema: String, facts: String
  ) -> [String: String] {
    let settings = connection.settings
    let names = [
      "PGHOST": "host", "PGPORT": "port", "PGUSER": "user", "PGDATABASE": "dbname",
      "DBT_ENV_SECRET_PGPASSWORD": "password", "PGSSLMODE": "sslmode", "PGSSLROOTCERT": "sslrootcert",
      "PGSSLCERT": "sslcert", "PGSSLKEY": "sslkey",
    ]
    var environment = names.compactMapValues { settings[$0].flatMap { $0.isEmpty ? nil : $0 } }
    environment["FORECASTPACK_SCHEMA"] = schema
    environment["FORECASTPACK_RAW_SCHEMA"] = facts
    return environment
  }

  /// Where dbt is: FORECASTPACK_DBT, else `.forecastpack/dbt/bin/dbt` under `root`, else on the PATH.
  ///
  /// - Throws: kind `executable` when it is in none of these places.
  public static func locate(
    under root: URL, environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(DbtError) -> URL {
    if let path = environment["FORECASTPACK_DBT"] {
      guard FileManager.default.isExecutableFile(atPath: path) else {
        throw DbtError(.executable, "FORECASTPACK_DBT is \(path), which cannot be executed")
      }
      return URL(filePath: path)
    }
    let bundled = root.appending(path: ".forecastpack/dbt/bin/dbt")
    let folders = (environment["PATH"] ?? "").split(separator: ":")
    let candidates = [bundled] + folders.map { URL(filePath: String($0)).appending(path: "dbt") }
    guard let found = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0.path) }) else {
      throw DbtError(
        .executable,
        "no dbt in \(bundled.path) nor on the PATH: run script/bootstrap, or set FORECASTPACK_DBT to its path")
    }
    return found
  }

  /// Builds every model and runs every test of the project.
  ///
  /// - Throws: `DbtError` with the nodes that failed, or with what dbt said where none ran.
  public func build() throws(DbtError) -> Lineage {
    try removeOldResults()
    let outcome = try run()
    guard outcome.code == 0 else {
      if let artifacts = try? DbtArtifacts(target: target), !artifacts.failures.isEmpty {
        let failures = artifacts.failures
        let trouble = failures.lazy.compactMap { DbtError.trouble(in: $0.message) }.first
        throw DbtError(trouble ?? .nodes, "dbt build failed", failures: failures)
      }
      let tail = outcome.output.split(separator: "\n").suffix(20).joined(separator: "\n")
      let trouble = outcome.code > 128 ? .machine : DbtError.trouble(in: outcome.output)
      let cause = trouble == .machine ? " for want of memory or threads, or by a signal" : ""
      throw DbtError(
        trouble ?? .project, "dbt build ended with status \(outcome.code)\(cause):\n\(tail)")
    }
    return try DbtArtifacts(target: target).lineage
  }

  /// A result that an earlier build left must not pass for this one's.
  private func removeOldResults() throws(DbtError) {
    let results = target.appending(path: "run_results.json")
    guard FileManager.default.fileExists(atPath: results.path) else { return }
    do {
      try FileManager.default.removeItem(at: results)
    } catch {
      throw DbtError(.artifacts, "\(results.path) cannot be removed: \(error.localizedDescription)")
    }
  }

  private func run() throws(DbtError) -> ChildProcess.Outcome {
    guard FileManager.default.isExecutableFile(atPath: executable.path) else {
      throw DbtError(.executable, "\(executable.path) cannot be executed")
    }
    let process = ChildProcess(
      // dbt must not go on alone: a run that is killed, however, takes it along (PR_SET_PDEATHSIG).
      [
        "/usr/bin/setpriv", "--pdeathsig", "KILL", executable.path, "--no-use-colors",
        "--no-send-anonymous-usage-stats", "build", "--project-dir", project.path, "--profiles-dir",
        project.path,
        "--target-path", target.path, "--log-path", target.appending(path: "logs").path,
      ],
      // libpq's own words in English: `DbtError.trouble` reads them.
      environment: ChildProcess.inheritedEnvironment().merging(["LC_MESSAGES": "C"]) { $1 }
        .merging(environment) { $1 })
    do {
      return try process.run()
    } catch {
      throw DbtError(
        error.isShortage ? .machine : .executable, "\(executable.path) cannot be started: \(error)")
    }
  }
}
