import Digests
import Foundation

/// What a pack is made of and holds: `manifest.json` in its folder, written last.
///
/// It has one form only (sorted keys, fixed layout), so that the same pack gives the same bytes, and `digest` is the
/// SHA-256 of that form with an empty `digest`: damage shows without a database. That nobody made another manifest is
/// known from the database, which keeps the SHA-256 of the file.
public struct PackManifest: Codable, Hashable, Sendable {
  public static let fileName = "manifest.json"

  public var format = 1
  /// `2013-11`.
  public var asOf: String
  public var title: String
  public var organisation: String
  /// Nil while the pack is a draft.
  public var approvedBy: String?
  public var approvedAt: String?
  public var runs: [Run]
  public var headlines: [Headline]
  public var tables: [Table]
  /// All files but the manifest, by path.
  public var files: [File]
  public var digest = ""

  public struct Run: Codable, Hashable, Sendable {
    public var domain: String
    public var runID: String
    public var datasetDigest: String
    public var origin: String

    public init(domain: String, runID: String, datasetDigest: String, origin: String) {
      self.domain = domain
      self.runID = runID
      self.datasetDigest = datasetDigest
      self.origin = origin
    }
  }

  /// A domain's total in the pack's month, as exact text; nil where it is not defined.
  public struct Headline: Codable, Hashable, Sendable {
    public var domain: String
    public var label: String
    public var unit: String
    public var decimals: Int
    public var actual: String?
    public var priorYear: String?
    /// The year's outlook, or the next month end of a stock, and how much that is more than a month ago.
    public var outlook: String?
    public var revision: String?

    public init(domain: String, label: String, unit: String, decimals: Int) {
      self.domain = domain
      self.label = label
      self.unit = unit
      self.decimals = decimals
    }
  }

  /// A file with rows of the database.
  public struct Table: Codable, Hashable, Sendable {
    public var path: String
    public var relation: String
    public var rows: Int

    public init(path: String, relation: String, rows: Int) {
      self.path = path
      self.relation = relation
      self.rows = rows
    }
  }

  public struct File: Codable, Hashable, Sendable {
    /// Within the pack, with `/`.
    public var path: String
    public var bytes: Int
    /// 64 hexadecimal digits.
    public var sha256: String

    public init(path: String, bytes: Int, sha256: String) {
      self.path = path
      self.bytes = bytes
      self.sha256 = sha256
    }
  }

  /// Without files; `encoded` needs them.
  public init(
    asOf: String, title: String, organisation: String, approvedBy: String?, approvedAt: String?, runs: [Run],
    headlines: [Headline], tables: [Table], files: [File]
  ) {
    self.asOf = asOf
    self.title = title
    self.organisation = organisation
    self.approvedBy = approvedBy
    self.approvedAt = approvedAt
    self.runs = runs
    self.headlines = headlines
    self.tables = tables
    self.files = files
    digest = SHA256.hex(Self.bytes(self))
  }

  /// The bytes of the file.
  public var encoded: [UInt8] { Self.bytes(self) }

  /// Reads a manifest. Throws `PublishingError.damaged` unless the bytes are what `encoded` gives.
  public init(bytes: [UInt8], path: String) throws(PublishingError) {
    guard let found = try? JSONDecoder().decode(PackManifest.self, from: Data(bytes)) else {
      throw .damaged(path: path, "it is no manifest")
    }
    var bare = found
    bare.digest = ""
    guard found.format == 1, found.encoded == bytes, SHA256.hex(bare.encoded) == found.digest else {
      throw .damaged(path: path, "its bytes are not those that were written")
    }
    self = found
  }

  /// Reads the manifest of the pack in `folder`.
  public init(folder: String) throws(PublishingError) {
    let path = "\(folder)/\(Self.fileName)"
    guard let data = FileManager.default.contents(atPath: path) else {
      throw .damaged(path: path, "there is no manifest, or it cannot be read")
    }
    try self.init(bytes: Array(data), path: path)
  }

  private static func bytes(_ manifest: PackManifest) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(manifest) else { preconditionFailure("a manifest is always JSON") }
    return Array(data) + [UInt8(ascii: "\n")]
  }
}
