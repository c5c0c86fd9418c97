import Digests
import Domains
import Forecasting
import Foundation
import Warehouse

/// What MLflow is told about a decision: a run with the rule, both models' scores by horizon, the outcome, and the
/// challenger as a registered model.
public enum DecisionRecorder {
  /// - Parameters:
  ///   - number: of the decision in the database.
  ///   - decidedAt: seconds since 1970, UTC.
  ///   - model: the challenger, fitted to the months up to the decision's as-of month.
  public static func record(
    _ decision: ModelDecision, number: Int64, decidedAt: Int64, model: ModelFile, experiment: String
  ) throws -> TrackingRecord {
    let comparison = decision.comparison
    var run = TrackedRun(
      part: "decision", name: "\(decision.domain) \(decision.asOf) \(comparison.challenger)",
      startTime: decidedAt * 1000, endTime: decidedAt * 1000)
    run.tags = [
      "forecastpack.as_of": decision.asOf.firstDay, "forecastpack.domain": decision.domain,
      "forecastpack.run_id": decision.runID, "forecastpack.decision": decision.isPromoted ? "promoted" : "kept",
      "forecastpack.decision_kind": decision.kind.rawValue, "forecastpack.decided_by": decision.decidedBy,
      "forecastpack.champion": comparison.champion, "forecastpack.challenger": comparison.challenger,
      "forecastpack.objections": decision.objections.joined(separator: "; "), "mlflow.source.type": "JOB",
      "mlflow.source.name": "forecastpack models promote",
    ]
    run.tags["forecastpack.reason"] = decision.reason
    let rule = decision.rule
    run.parameters = [
      "rule.version": "\(rule.version)", "rule.margin": "\(rule.margin)",
      "rule.minimum_origins": "\(rule.minimumOrigins)", "rule.horizon_bound": "\(rule.horizonBound)",
      "rule.series_bound": "\(rule.seriesBound)", "rule.large_share": "\(rule.largeShare)",
      "champion": comparison.champion, "challenger": comparison.challenger,
    ]
    for score in [comparison.overall] + comparison.horizons {
      let step = Int(score.name) ?? 0
      let prefix = step == 0 ? "all_horizons/" : ""
      run.metrics.append(.init("\(prefix)champion_wape", score.champion, step: step))
      run.metrics.append(.init("\(prefix)challenger_wape", score.challenger, step: step))
    }
    for (index, test) in comparison.tests.enumerated() {
      guard let test else { continue }
      run.metrics.append(.init("diebold_mariano", test.statistic, step: index + 1))
      run.metrics.append(.init("diebold_mariano_probability", test.probability, step: index + 1))
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    run.artifacts = [TrackedFile("decision/comparison.json", try encoder.encode(comparison))]
    let flavor = ModelFlavor(model)
    run.model = TrackedModel(
      name: decision.domain, kind: comparison.challenger, files: try flavor.files(),
      definition: flavor.definition(), aliases: ["challenger"] + (decision.isPromoted ? ["champion"] : []),
      asOf: decision.asOf.firstDay)
    let id = ["decision", "\(number)", decision.runID, comparison.challenger, decision.kind.rawValue]
    return TrackingRecord(
      deliveryID: SHA256.hex(id.joined(separator: "\n")), experiment: experiment, parent: run)
  }
}
