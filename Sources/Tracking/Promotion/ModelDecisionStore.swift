import Forecasting
import Foundation
import Postgres

/// Decisions about models: `model_decisions`.
public struct ModelDecisionStore {
  private let connection: Connection
  private let schema: String

  /// - Parameter schema: as configured, not quoted.
  public init(connection: Connection, schema: String) {
    self.connection = connection
    self.schema = Connection.quoteIdentifier(schema)
  }

  /// The model that forecasts a domain as of a month: what was decided last in an earlier one; nil if nothing was.
  public func champion(domain: String, asOf: Month) throws -> String? {
    try connection.query(
      "select decided from \(schema).model_decisions where domain = $1 and as_of_month < $2 "
        + "order by as_of_month desc, decision_id desc limit 1", [domain, asOf.firstDay]
    ).first?[0]
  }

  /// The champion before the last change; nil if there was none.
  public func former(domain: String) throws -> String? {
    try connection.query(
      "select champion from \(schema).model_decisions where domain = $1 and decided <> champion "
        + "order by as_of_month desc, decision_id desc limit 1", [domain]
    ).first?[0]
  }

  /// The as-of month of the last decision, whatever it was; nil if there was none.
  public func lastDecision(domain: String) throws -> Month? {
    try connection.query("select max(as_of_month) from \(schema).model_decisions where domain = $1", [domain])
      .first?[0].flatMap { Month($0) }
  }

  /// - Parameter now: seconds since 1970, UTC.
  /// - Returns: the decision's number.
  public func add(_ decision: ModelDecision, now: Int64) throws -> Int64 {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    func json(_ value: some Encodable) throws -> String {
      String(decoding: try encoder.encode(value), as: UTF8.self)
    }
    let test = decision.comparison.tests.first ?? nil
    let rows = try connection.query(
      """
      insert into \(schema).model_decisions (domain, as_of_month, run_id, kind, champion, challenger, decided,
        rule_version, rule, champion_wape, challenger_wape, comparison, dm_statistic, dm_probability, objections,
        reason, decided_by, decided_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
        array(select jsonb_array_elements_text($15::jsonb)), $16, $17, to_timestamp($18::bigint))
      returning decision_id
      """,
      [
        decision.domain, decision.asOf.firstDay, decision.runID, decision.kind.rawValue,
        decision.comparison.champion, decision.comparison.challenger, decision.decided,
        "\(decision.rule.version)", try json(decision.rule), "\(decision.comparison.overall.champion)",
        "\(decision.comparison.overall.challenger)", try json(decision.comparison),
        test.map { "\($0.statistic)" }, test.map { "\($0.probability)" }, try json(decision.objections),
        decision.reason, decision.decidedBy, "\(now)",
      ])
    return rows.first?[0].flatMap { Int64($0) } ?? 0
  }

  /// A decision a line, the newest first.
  public func list(domain: String) throws -> [[String]] {
    try connection.query(
      """
      select to_char(as_of_month, 'YYYY-MM'), kind, champion, challenger, decided,
        round(champion_wape::numeric * 100, 1) || ' %', round(challenger_wape::numeric * 100, 1) || ' %',
        coalesce(round(dm_probability::numeric, 3)::text, 'n/a'), decided_by,
        coalesce(reason, array_to_string(objections, '; '))
      from \(schema).model_decisions where domain = $1 order by decision_id desc
      """, [domain]
    ).map { row in (0..<10).map { row[$0] ?? "" } }
  }
}
