import Domains
import Forecasting
import Warehouse

extension Session {
  /// The run whose id begins like this. Throws `Failure.usage` unless there is exactly one.
  func run(startingWith text: String) throws -> LedgerRun {
    let ledger = RunLedger(connection: connection, schema: configuration.schema)
    let ids = try ViewReader(connection: connection, schema: configuration.schema).runs().map(\.runID)
      .filter { $0.hasPrefix(text) }
    guard let id = ids.first, ids.count == 1, let run = try ledger.find(id) else {
      throw Failure.usage(
        ids.isEmpty
          ? "there is no published run '\(text)'" : "\(ids.count) runs begin with '\(text)': write more of it")
    }
    return run
  }

  /// What the published run of a month saw, beside what it would see now. `asOf` nil is the latest.
  func restatements(_ domain: Domain, asOf: Month?) throws -> (asOf: Month, rows: [Restatement]) {
    let schema = configuration.schema
    let month = try asOf ?? latestRun(domain.name).asOf
    guard
      let run = try RunLedger(connection: connection, schema: schema).current(domain: domain.name, asOf: month)
    else { throw Failure.data("\(domain.name) has no published run as of \(month)") }
    let archive = DatasetArchive(connection: connection, schema: schema)
    guard let then = try archive.find(digest: run.datasetDigest, asOf: month) else {
      throw Failure.data("the dataset of \(domain.name) as of \(month) is not kept any more")
    }
    let now = try PanelReader(connection, schema: schema, domain: domain).read(asOf: month)
    return (month, Restatement.between(then, ArchivedDataset(panel: now.panel, keys: now.keys)))
  }
}
