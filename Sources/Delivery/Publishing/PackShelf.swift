import Domains
import Forecasting
import Foundation
import Packs

/// A folder with a pack a month and the page that leads to them, `index.html`, which is always written last.
///
/// A reader finds whole packs only, and every link of the page leads to one: a pack that is taken away leaves the page
/// first.
public struct PackShelf {
  public let folder: String
  private let title: String
  private let organisation: String
  private let renderer: ArchiveRenderer

  /// - Parameter folder: must be there; it is never made, because a share that is not mounted looks like a folder that
  ///   is missing.
  public init(folder: String, title: String, organisation: String, renderer: ArchiveRenderer)
    throws(PublishingError)
  {
    var isFolder = ObjCBool(false)
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
      throw .target(path: folder, "there is no such folder; it is not made here: is the share mounted?")
    }
    self.folder = folder
    self.title = title
    self.organisation = organisation
    self.renderer = renderer
  }

  /// Months with a manifest, newest first.
  public func packs() throws(PublishingError) -> [(asOf: Month, pack: PackFolder)] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw .target(path: folder, "cannot be read: \(error.localizedDescription)")
    }
    return names.compactMap { name in
      guard let month = Month(name), let pack = try? PackFolder("\(folder)/\(name)") else { return nil }
      return (month, pack)
    }.sorted { $0.asOf > $1.asOf }
  }

  /// Writes the page anew over the packs that are there, without `hidden`, in one step. Returns false where it was
  /// right already.
  @discardableResult
  public func writeIndex(without hidden: Set<Month> = []) throws -> Bool {
    let entries = try packs().filter { !hidden.contains($0.asOf) }.map { Self.entry($0.asOf, $0.pack.manifest) }
    let page = renderer.render(PackArchive(title: title, organisation: organisation, entries: entries))
    let path = "\(folder)/index.html"
    guard FileManager.default.contents(atPath: path) != Data(page.utf8) else { return false }
    try StagedPack.replaceFile(path, with: Array(page.utf8))
    return true
  }

  private static func entry(_ asOf: Month, _ manifest: PackManifest) -> PackArchive.Entry {
    let headlines = manifest.headlines.map { headline in
      func amount(_ text: String?) -> Amount? { text.flatMap { Amount($0, decimals: headline.decimals) } }
      return PackArchive.Headline(
        label: headline.label, unit: headline.unit, actual: amount(headline.actual),
        priorYear: amount(headline.priorYear), outlook: amount(headline.outlook),
        revision: amount(headline.revision))
    }
    return PackArchive.Entry(
      asOf: asOf, approvedBy: manifest.approvedBy, approvedAt: manifest.approvedAt, headlines: headlines)
  }
}
