import Delivery
import Domains
import Forecasting
import Foundation
import Packs
import Warehouse

extension Session {
  /// Where the pack of a month lies.
  func packFolder(_ month: Month) -> URL { configuration.pack.folder.appendingPathComponent(month.description) }

  /// The files that a pack has.
  func packFiles(_ month: Month) -> [URL] {
    ["index.html", Pack.workbookName(month)].map(packFolder(month).appendingPathComponent)
  }

  /// Whether the pack of a month is there, whole, and its page says all of `marks`.
  func hasPack(_ month: Month, of marks: [String]) -> Bool {
    guard let pack = try? PackFolder(packFolder(month).path), pack.problems().isEmpty,
      let page = try? String(
        contentsOf: packFolder(month).appendingPathComponent("index.html"), encoding: .utf8)
    else { return false }
    return marks.allSatisfy(page.contains)
  }

  /// What the page of a month's vintage says if it shows these runs as they are now: plans, adjustments, approval.
  func packMarks(_ month: Month, _ runs: [String]) throws -> [String] {
    runs + [try approvals.fingerprint(month)] + (try approvals.current(month).map { [$0.at] } ?? [])
  }

  /// Months after `first` that have a pack on disk: what they say of accuracy or of their runs may be older than the
  /// views.
  func packsAfter(_ first: Month) -> [Month] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: configuration.pack.folder.path)) ?? []
    return names.compactMap { Month($0) }.filter { $0 > first }.sorted()
  }

  /// Renders a pack beside its place, with its tables and manifest, in the transaction that is open; `place` puts it there.
  ///
  /// Throws `Failure.data` when a check of the pack fails.
  func stagePack(_ month: Month) throws -> SealedPack {
    var timings = Timings()
    return try stagePack(month, &timings)
  }

  /// The same, with how long queries, content, page and workbook took.
  func stagePack(_ month: Month, _ timings: inout Timings) throws -> SealedPack {
    let definition = try PackDefinition.read(path: configuration.pack.definition.path)
    let (held, rows) = try timings.measure("queries") {
      let held = try HeldViews(
        connection, schema: configuration.schema, configuration.domains.map(\.domain), asOf: month)
      return (held, try packRows(month, definition, held))
    }
    let language = try Language.read(definition.language, templates: configuration.pack.templates.path)
    let content = try timings.measure("content") { try PackContent(definition, rows, language) }
    guard content.isSound else {
      let failed = content.checks.filter { !$0.passed }.map(\.name)
      throw Failure.data("checks of the pack failed, nothing was published: \(failed.joined(separator: "; "))")
    }
    let staged = try Pack.stage(
      content, data: workbookRows, templates: configuration.pack.templates.path,
      destination: packFolder(month).path, timestamp: try predictionTime(rows)
    ) { timings.add($0, $1) }
    return try timings.measure("data") { try seal(staged, rows, definition, held) }
  }

  /// The rows of the views for the pack of a published month.
  func packRows(
    _ month: Month, _ definition: PackDefinition, _ held: HeldViews? = nil
  ) throws -> PackRows {
    let reader = ViewReader(connection: connection, schema: configuration.schema, held: held)
    let runs = try reader.runs().filter { $0.asOfMonth == month && $0.isCurrent }
    let comments = try comments(month)
    let domains = try configuration.domains.map { configured in
      let domain = configured.domain
      guard let run = runs.first(where: { $0.domain == domain.name }) else {
        throw Failure.data(
          "\(domain.name) has no published run as of \(month): run 'forecastpack run --as-of \(month)'")
      }
      return try domainRows(domain, run, definition, comments.filter { $0.domain == domain.name }, reader)
    }
    return PackRows(
      asOf: month, domains: domains, findings: try reader.findings(asOf: month),
      checks: try configuration.domains.flatMap { try reader.checks($0.domain, asOf: month) },
      provenance: try provenance(month), assumptions: assumptions(), tables: try workbookTables(month),
      comments: comments)
  }

  /// What made the numbers, as the ledger has it: the same when the pack is rendered again.
  private func provenance(_ month: Month) throws -> [Provenance] {
    let digests = try RunLedger(connection: connection, schema: configuration.schema).dbtDigests(asOf: month)
    return [
      Provenance(.vintage, try approvals.fingerprint(month)), Provenance(.engine, Engine.version),
    ]
      + digests.map { Provenance(.dbtProject($0.domain), $0.digest) }
  }

  /// The only time in a pack's bytes: when its runs were predicted, the newest of them.
  func predictionTime(_ rows: PackRows) throws -> Int {
    let times = rows.domains.map(\.run.predictionTime)
    let format = Date.ISO8601FormatStyle()
    return try times.map { Int(try format.parse($0).timeIntervalSince1970) }.max() ?? 0
  }
}
