import Domains
import Forecasting
import Foundation
import Postgres

/// The checks that every dataset passes before it is forecast.
public struct QualityGates {
  private let gates: [Gate]
  private let schema: String
  private let policy: GatePolicy
  /// What stands for a relation by its placeholder, instead of the relation itself.
  private let relations: [String: String]

  /// The gate that decides whether the others can be asked at all.
  private static let structure = "structure"

  /// - Parameters:
  ///   - folder: SQL files, a gate each.
  ///   - schema: where the datasets are.
  /// - Throws: `GateError` when the folder or a gate's header cannot be read.
  public init(folder: URL, schema: String, policy: GatePolicy = GatePolicy()) throws(GateError) {
    let urls: [URL]
    do {
      urls = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    } catch {
      throw GateError("the folder cannot be read: \(error.localizedDescription)", file: folder.relativePath)
    }
    var gates: [Gate] = []
    for url in urls where url.pathExtension == "sql" { gates.append(try Gate(url)) }
    self.gates = gates.sorted { $0.code < $1.code }
    self.schema = schema
    self.policy = policy
    relations = [:]
  }

  /// The codes that gates have, sorted; notes of the datasets have codes of their own.
  public var codes: [String] { gates.map(\.code) }

  /// Asks every gate about a domain as of a month: rows after it do not exist for them. Notes that are about no
  /// month are about all facts, and say so.
  ///
  /// - Returns, throws: as `findings(on:domains:)`.
  public func findings(on connection: Connection, domain: Domain, asOf: Month) throws -> [Finding] {
    let relations = [
      "dataset": domain.dataset, "period": "ml_train_period", "control_total": "ml_train_control_total",
    ]
    var views: [String: String] = [:]
    for (name, relation) in relations.sorted(by: { $0.key < $1.key })
    where try connection.query("select to_regclass($1) is not null", [qualified(relation)])[0][0] == "t" {
      let view = "gate_\(name)"
      try connection.execute(
        "create or replace temporary view \(view) as select * from \(qualified(relation)) "
          + "where month < \(Connection.quoteLiteral((asOf + 1).firstDay))")
      views[name] = "pg_temp.\(view)"
    }
    defer { for view in views.values.sorted() { try? connection.execute("drop view \(view)") } }
    let known = QualityGates(gates: gates, schema: schema, policy: policy, relations: views)
    return try known.findings(on: connection, domains: [domain]).filter { ($0.month ?? asOf) <= asOf }
  }

  private init(gates: [Gate], schema: String, policy: GatePolicy, relations: [String: String]) {
    self.gates = gates
    self.schema = schema
    self.policy = policy
    self.relations = relations
  }

  /// Asks every gate about every domain; the whole dataset is looked at, months that are not complete included.
  ///
  /// - Returns: findings, the gravest first, then by domain, code, series and month.
  /// - Throws: `GateError` for a gate whose query fails, `PostgresError` without a session.
  public func findings(on connection: Connection, domains: [Domain]) throws -> [Finding] {
    var findings: [Finding] = []
    for domain in domains {
      let (structure, others) = (
        gates.filter { $0.code == Self.structure }, gates.filter { $0.code != Self.structure }
      )
      let broken = try structure.flatMap { try ask($0, about: domain, on: connection) }
      findings += broken.isEmpty ? try others.flatMap { try ask($0, about: domain, on: connection) } : broken
    }
    return findings.sorted(by: Self.precedes)
  }

  private func ask(_ gate: Gate, about domain: Domain, on connection: Connection) throws -> [Finding] {
    if let kind = gate.kind, kind != domain.kind { return [] }
    if let needs = gate.needs {
      let exists = try connection.query("select to_regclass($1) is not null", [qualified(needs)])[0][0]
      guard exists == "t" else {
        return [
          Finding(
            severity: .info, code: gate.code, domain: domain.name, count: 0,
            message: "not checked: there is no \(schema).\(needs)")
        ]
      }
    }
    do {
      let rows = try connection.query(gate.template.filled(placeholders(for: domain)))
      return try rows.map { try finding(from: $0, hasCode: rows.columns.contains("code"), gate, domain) }
    } catch let error as PostgresError where error.kind == .server {
      throw GateError(error.description, file: gate.file, domain: domain.name)
    } catch let error as SQLTemplate.UnknownPlaceholder {
      throw GateError(error.description, file: gate.file, domain: domain.name)
    }
  }

  private func finding(from row: Row, hasCode: Bool, _ gate: Gate, _ domain: Domain) throws -> Finding {
    var series: SeriesKey?
    if let text = row["series"] {
      guard let keys = try? JSONDecoder().decode([String].self, from: Data(text.utf8)) else {
        throw GateError("series is \(text), not a JSON array of texts", file: gate.file, domain: domain.name)
      }
      series = SeriesKey(keys)
    }
    guard let count = row["count"].flatMap(Int.init), let message = row["message"] else {
      throw GateError("count or message is null", file: gate.file, domain: domain.name)
    }
    let code = hasCode ? row["code"] ?? gate.code : gate.code
    return Finding(
      severity: policy.severity(of: code, default: gate.severity), code: code, domain: domain.name,
      series: series, month: row["month"].flatMap { Month($0) }, count: count, message: message)
  }

  private func qualified(_ relation: String) -> String {
    Connection.quoteIdentifier(schema) + "." + Connection.quoteIdentifier(relation)
  }

  private func placeholders(for domain: Domain) -> [String: String] {
    let keys = domain.keys.map(Connection.quoteIdentifier)
    let own = [
      "schema_name": Connection.quoteLiteral(schema),
      "dataset": qualified(domain.dataset),
      "dataset_name": Connection.quoteLiteral(domain.dataset),
      "period": qualified("ml_train_period"),
      "control_total": qualified("ml_train_control_total"),
      "note": qualified("ml_train_note"),
      "domain": Connection.quoteLiteral(domain.name),
      "keys": keys.joined(separator: ", "),
      "key_names": "array[\(domain.keys.map(Connection.quoteLiteral).joined(separator: ", "))]::text[]",
      "key_values": "array[\(keys.joined(separator: ", "))]::text[]",
      "value": Connection.quoteIdentifier(domain.name),
      "value_name": Connection.quoteLiteral(domain.name),
      "decimals": String(domain.decimals),
    ]
    return own.merging(relations) { $1 }
  }

  private static func precedes(_ left: Finding, _ right: Finding) -> Bool {
    if left.severity != right.severity { return rank(left.severity) < rank(right.severity) }
    if left.domain != right.domain { return left.domain < right.domain }
    if left.code != right.code { return left.code < right.code }
    let (first, second) = (left.series ?? SeriesKey([]), right.series ?? SeriesKey([]))
    if first != second { return first < second }
    let (before, after) = (left.month?.index ?? .min, right.month?.index ?? .min)
    if before != after { return before < after }
    return left.message.utf8.lexicographicallyPrecedes(right.message.utf8)
  }

  private static func rank(_ severity: Finding.Severity) -> Int {
    switch severity {
    case .stop: 0
    case .warning: 1
    case .info: 2
    }
  }
}
