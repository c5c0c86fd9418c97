import Domains
import Foundation
import Warehouse

extension Session {
  /// Loads the facts that changed since the last time.
  func load() throws -> FactsReport {
    try console.stage("load") {
      let report = try FactsLoader(folder: configuration.factsFolder, schema: configuration.factsSchema)
        .load(into: connection)
      let rows = report.tables.reduce(0) { $0 + $1.rows }
      let words = "\(report.tables.count) tables, \(rows) rows"
      return (report, report.isUnchanged ? words + ", unchanged" : words)
    }
  }

  /// Builds the datasets with dbt and asks the quality gates about them.
  ///
  /// Throws `Failure.data` when a finding says stop: the report is on standard error then.
  func build() throws -> Datasets {
    let lineage = try console.stage("dbt") {
      let runner = DbtRunner(
        executable: try DbtRunner.locate(under: configuration.root), project: configuration.dbtProject,
        target: configuration.root.appendingPathComponent(".forecastpack/dbt-target"),
        environment: DbtRunner.environment(
          for: connection, schema: configuration.schema, facts: configuration.factsSchema))
      let lineage = try runner.build()
      return (lineage, "\(lineage.models.count) models, \(lineage.passedTests) tests passed")
    }
    let findings = try console.stage("gates") {
      let gates = try QualityGates(
        folder: configuration.dbtProject.appendingPathComponent("gates"), schema: configuration.schema,
        policy: GatePolicy(configuration.gates))
      let findings = try gates.findings(on: connection, domains: configuration.domains.map(\.domain))
      return (findings, FindingsReport(findings).summary)
    }
    guard !findings.contains(where: { $0.severity == .stop }) else {
      throw Failure.data(
        "the datasets are refused:\n" + FindingsReport(findings.filter { $0.severity == .stop }).text)
    }
    return Datasets(lineage: lineage, findings: findings)
  }

  /// What a build made.
  struct Datasets {
    let lineage: Lineage
    let findings: [Finding]
  }
}
