import Forecasting
import Foundation
import Packs

extension PackShelf {
  /// How many packs stay.
  public struct Retention: Hashable, Sendable {
    /// The newest that are kept; nil for all.
    public var packs: Int?
    /// Whether an approved pack goes like any other.
    public var removesApproved = false

    public init(packs: Int? = nil, removesApproved: Bool = false) {
      self.packs = packs
      self.removesApproved = removesApproved
    }
  }

  /// What `put` did.
  public enum Outcome: Hashable, Sendable {
    case published
    /// The same pack was there already, whole.
    case unchanged
    /// It is older than what is kept: nothing was written.
    case tooOld
  }

  /// Copies a pack here: written beside its place, read back against its manifest, put in place by a rename; then the
  /// page, then what is no longer kept goes. Killed at any moment, it is finished by the next call.
  ///
  /// - Throws: `PublishingError.damaged` for a source or a copy that is not whole, `.target` and `PackError` (`output`)
  ///   where the folder cannot be written: what was there stays.
  public func put(_ pack: PackFolder, asOf: Month, retention: Retention = Retention()) throws -> Outcome {
    let damage = pack.problems()
    guard damage.isEmpty else {
      throw PublishingError.damaged(
        path: pack.path, "it is not published: \(damage.map(\.description).joined(separator: "; "))")
    }
    try Self.clearAway(folder)
    guard !(try removals(retention, with: asOf, pack.manifest)).contains(asOf) else { return .tooOld }
    let destination = "\(folder)/\(asOf)"
    let there = try? PackFolder(destination)
    var outcome = Outcome.unchanged
    if there?.manifestDigest != pack.manifestDigest || there?.problems().isEmpty != true {
      try copy(pack, to: destination)
      outcome = .published
    }
    let removed = try removals(retention, with: asOf, pack.manifest)
    try writeIndex(without: removed)
    for month in removed.sorted() { try remove(month) }
    return outcome
  }

  private func copy(_ pack: PackFolder, to destination: String) throws {
    var staged = try StagedPack(for: destination) { (_) throws(PackError) in }
    do {
      var files: [(path: String, bytes: [UInt8])] = []
      for name in pack.manifest.files.map(\.path) + [PackManifest.fileName] {
        guard let bytes = FileManager.default.contents(atPath: "\(pack.path)/\(name)") else {
          throw PublishingError.damaged(path: "\(pack.path)/\(name)", "it has gone while it was copied")
        }
        files.append((name, Array(bytes)))
      }
      try staged.add(files)
      let copy = try PackFolder(staged.folder)
      guard copy.manifestDigest == pack.manifestDigest, copy.problems().isEmpty else {
        throw PublishingError.damaged(path: destination, "what was written there reads back differently")
      }
      try staged.publish()
    } catch {
      staged.discard()
      throw error
    }
  }

  /// Months beyond what is kept, as if `asOf` were there already.
  private func removals(_ retention: Retention, with asOf: Month, _ manifest: PackManifest) throws -> Set<Month>
  {
    guard let kept = retention.packs else { return [] }
    var packs = try packs().map { ($0.asOf, $0.pack.manifest) }.filter { $0.0 != asOf } + [(asOf, manifest)]
    packs.sort { $0.0 > $1.0 }
    return Set(
      packs.dropFirst(kept).filter { retention.removesApproved || $0.1.approvedBy == nil }.map { $0.0 })
  }

  /// Out of sight in one step, then away.
  private func remove(_ month: Month) throws(PublishingError) {
    let hidden = "\(folder)/.\(month).\(ProcessInfo.processInfo.processIdentifier).gone"
    guard rename("\(folder)/\(month)", hidden) == 0 else {
      throw .target(path: "\(folder)/\(month)", "cannot be removed: \(String(cString: strerror(errno)))")
    }
    try? FileManager.default.removeItem(atPath: hidden)
  }

  /// Finishes what was interrupted: packs, removals and pages.
  private static func clearAway(_ folder: String) throws(PublishingError) {
    StagedPack.finishInterrupted(in: folder)
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    where name.hasPrefix(".") && name.hasSuffix(".gone") || name.hasPrefix(".index.html.") {
      try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
    }
  }
}
