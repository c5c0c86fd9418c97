import Domains
import Forecasting
import Foundation
import Packs
import Warehouse

extension Session {
  var approvals: ApprovalStore { ApprovalStore(connection: connection, schema: configuration.schema) }

  /// Changes something about a published vintage and makes its pack again, in one transaction; the pack is put in place
  /// after the commit.
  ///
  /// - Parameters:
  ///   - touchesForecasts: whether what looks back on the vintage must be computed again.
  ///   - change: what is done; when it throws, everything is as it was.
  func amend(_ month: Month, touchesForecasts: Bool, _ change: () throws -> Void) throws {
    var staged: SealedPack?
    do {
      try publisher.amend(
        asOf: month, configuration.domains.map(\.domain), touchesForecasts: touchesForecasts
      ) {
        try change()
      } render: {
        let pack = try stagePack(month)
        staged = pack
        try record(pack)
      }
    } catch {
      staged?.discard()
      throw error
    }
    try staged.map(place)
    try share(month)
  }

  /// Lets an approved vintage be changed: it is a draft then until it is approved again. To be called in `amend`.
  /// Throws `AmendmentError.approved` without a reason.
  func reopen(_ month: Month, supersede: String?) throws {
    guard let current = try approvals.current(month) else { return }
    guard let supersede else { throw AmendmentError.approved(asOf: month, by: current.by, at: current.at) }
    try approvals.withdraw(month, by: NSUserName(), reason: supersede, now: clock.epoch)
  }

  /// The published run of a domain as of a month. Throws `AmendmentError.notPublished`.
  func publishedRun(_ domain: Domain, asOf: Month) throws -> LedgerRun {
    guard
      let run = try RunLedger(connection: connection, schema: configuration.schema).current(
        domain: domain.name, asOf: asOf)
    else { throw AmendmentError.notPublished(domain: domain.name, asOf: asOf) }
    return run
  }

  /// Where the comments of a month are written.
  func commentFile(_ month: Month) -> URL {
    configuration.comments.appendingPathComponent("\(month).yml")
  }

  /// The text of a month's comments: as it was signed for an approved vintage, else the file; nil without one.
  /// Throws `Failure.data` for a file that cannot be read as UTF-8.
  func commentText(_ month: Month) throws -> String? {
    let file = commentFile(month)
    var written: String?
    if FileManager.default.fileExists(atPath: file.path) {
      guard let text = try? String(contentsOf: file, encoding: .utf8) else {
        throw Failure.data("\(file.path): cannot be read as UTF-8")
      }
      written = text
    }
    guard let approval = try approvals.current(month) else { return written }
    if approval.comments != written {
      console.note(
        "\(file.path) changed after \(approval.by) approved \(month): the pack shows the comments as they were approved"
      )
    }
    return approval.comments
  }

  /// The comments that a month's pack shows. Throws `YAMLError`, `Failure.data`.
  func comments(_ month: Month) throws -> [AnalystComment] {
    guard let text = try commentText(month) else { return [] }
    return try CommentFile(text, name: commentFile(month).path, domains: configuration.domains.map(\.domain))
      .comments
  }
}
