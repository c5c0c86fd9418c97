import Domains
import Forecasting
import Foundation
import Tracking
import Warehouse

extension Session {
  var decisions: ModelDecisionStore { ModelDecisionStore(connection: connection, schema: configuration.schema) }

  /// A domain of the configuration. Throws `Failure.usage` for a name that is none.
  func domain(named name: String) throws -> ConfiguredDomain {
    guard let domain = configuration.domains.first(where: { $0.domain.name == name }) else {
      let names = configuration.domains.map(\.domain.name).joined(separator: ", ")
      throw Failure.usage("there is no domain '\(name)'; expected one of \(names)")
    }
    return domain
  }

  /// Who forecasts a domain as of a month: what was decided, else what the configuration says.
  func champion(_ configured: ConfiguredDomain, asOf: Month) throws -> String {
    try decisions.champion(domain: configured.domain.name, asOf: asOf) ?? configured.model
  }

  /// A challenger beside the champion, on the dataset of the domain's latest published run.
  struct Trial {
    let run: LedgerRun
    let dataset: ArchivedDataset
    let settings: EngineSettings
    let comparison: ModelComparison
  }

  /// Throws `Failure.data` without a published run or its dataset, `Failure.usage` for a model that does not exist or
  /// is the champion already.
  func trial(_ configured: ConfiguredDomain, challenger: String) throws -> Trial {
    let name = configured.domain.name
    let known = ModelRegistry.models.map(\.name)
    guard known.contains(challenger) else {
      throw Failure.usage("there is no model '\(challenger)'; the models are \(known.joined(separator: ", "))")
    }
    let run = try latestRun(name)
    let champion = try champion(configured, asOf: run.asOf + 1)
    guard champion != challenger else {
      throw Failure.usage("\(challenger) forecasts \(name) already")
    }
    let archive = DatasetArchive(connection: connection, schema: configuration.schema)
    guard let dataset = try archive.find(digest: run.datasetDigest, asOf: run.asOf) else {
      throw Failure.data(
        "the dataset of \(name) as of \(run.asOf) is not kept any more: run a newer month first")
    }
    let settings = try RunLedger(connection: connection, schema: configuration.schema).settings(of: run.runID)
    let comparison = try ModelComparison(
      dataset.panel, names: dataset.keys.map { $0.values.joined(separator: " / ") }, champion: champion,
      challenger: challenger, settings: settings)
    return Trial(run: run, dataset: dataset, settings: settings, comparison: comparison)
  }

  /// The published run of the greatest as-of month.
  func latestRun(_ domain: String) throws -> LedgerRun {
    let months = try ViewReader(connection: connection, schema: configuration.schema).runs()
      .filter { $0.domain == domain && $0.isCurrent }.map(\.asOfMonth)
    guard let month = months.max(),
      let run = try RunLedger(connection: connection, schema: configuration.schema).current(
        domain: domain, asOf: month)
    else { throw Failure.data("\(domain) has no published run: run 'forecastpack run' first") }
    return run
  }

  /// Stores a decision and queues it for MLflow.
  func decide(_ configured: ConfiguredDomain, _ trial: Trial, kind: ModelDecision.Kind, reason: String?) throws
    -> ModelDecision
  {
    let decision = ModelDecision(
      domain: configured.domain.name, asOf: trial.run.asOf, runID: trial.run.runID, kind: kind,
      rule: PromotionRule(), comparison: trial.comparison, reason: reason, decidedBy: NSUserName())
    var settings = trial.settings
    settings.model = trial.comparison.challenger
    settings.alternatives = nil
    let training = try Engine.train(trial.dataset.panel, grouping: .none, settings: settings)
    let model = try ModelFile(
      training, domain: configured.domain, keys: trial.dataset.keys, panel: trial.dataset.panel)
    try connection.transaction {
      let number = try decisions.add(decision, now: clock.epoch)
      let record = try DecisionRecorder.record(
        decision, number: number, decidedAt: clock.epoch, model: model, experiment: experiment)
      try TrackingQueue(connection: connection, schema: configuration.schema).add(record)
    }
    deliverTracking()
    return decision
  }
}
