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
      return (
        report,
        RunStage(stage: "load", detail: report.isUnchanged ? words + ", unchanged" : words, rows: rows)
      )
    }
  }

  /// Builds the datasets with dbt and asks the quality gates about them.
  ///
  /// Throws `Failure.data` with the findings that say stop.
  func build() throws -> Datasets {
    let lineage = try runDbt()
    try DatasetOrigin.note(
      lineage, dbtDigest: DbtProjectDigest.compute(configuration.dbtProject),
      on: configuration.domains.map(\.domain), schema: configuration.schema, connection: connection)
    return try checkDatasets()
  }

  private func runDbt() throws -> Lineage {
    try console.stage("dbt") {
      let runner = DbtRunner(
        executable: try DbtRunner.locate(under: configuration.root), project: configuration.dbtProject,
        target: configuration.root.appendingPathComponent(".forecastpack/dbt-target"),
        environment: try database.variables().merging(
          DbtRunner.environment(
            for: connection, schema: configuration.schema, facts: configuration.factsSchema)
        ) { $1 })
      let lineage = try runner.build()
      return (lineage, "\(lineage.models.count) models, \(lineage.passedTests) tests passed")
    }
  }

  /// Asks the quality gates about the datasets as they stand.
  ///
  /// Throws `Failure.data` with the findings that say stop.
  func checkDatasets() throws -> Datasets {
    let gates = try QualityGates(
      folder: configuration.dbtProject.appendingPathComponent("gates"), schema: configuration.schema,
      policy: GatePolicy(configuration.gates.mapValues(\.severity)))
    let findings = try console.stage("gates") {
      let findings = try gates.findings(on: connection, domains: configuration.domains.map(\.domain))
      return (findings, FindingsReport(findings).summary)
    }
    for (code, gate) in configuration.gates.sorted(by: { $0.key < $1.key })
    where !gates.codes.contains(code) && !findings.contains(where: { $0.code == code }) {
      throw gate.value.error(
        "is no gate, and no dataset notes it; expected one of \(gates.codes.joined(separator: ", "))")
    }
    guard !findings.contains(where: { $0.severity == .stop }) else {
      throw Failure.data(
        "the datasets are refused:\n" + FindingsReport(findings.filter { $0.severity == .stop }).text)
    }
    return Datasets(gates: gates, findings: findings)
  }

  /// What the gates say of the datasets.
  struct Datasets {
    let gates: QualityGates
    /// Of the whole datasets.
    let findings: [Finding]
  }
}
