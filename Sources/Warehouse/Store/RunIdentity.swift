import Digests
import Domains
import Forecasting
import Foundation

/// Everything that decides a run's numbers; its digest is the run's id, so the same inputs give the same id.
public struct RunIdentity: Hashable, Sendable {
  public let domain: String
  public let asOf: Month
  /// The canonical digest of the dataset as of then.
  public let datasetDigest: String
  /// Canonical JSON of what changes a number: the engine's settings, keys, decimals and levels.
  public let settings: String
  public let engineVersion: String

  /// Throws `EncodingError` for a setting that is not a finite number.
  public init(
    domain: Domain, asOf: Month, datasetDigest: String, settings: EngineSettings,
    engineVersion: String = Engine.version
  ) throws {
    self.domain = domain.name
    self.asOf = asOf
    self.datasetDigest = datasetDigest
    self.engineVersion = engineVersion
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let values = Values(
      engine: settings, keys: domain.keys, decimals: domain.decimals,
      levels: domain.levels.map { Values.Level(name: $0.name, keys: $0.keys) })
    self.settings = String(decoding: try encoder.encode(values), as: UTF8.self)
  }

  /// SHA-256 over all fields, lower-case hexadecimal.
  public var runID: String {
    let hash = SHA256()
    for field in [domain, asOf.description, datasetDigest, settings, engineVersion] { hash.updateField(field) }
    return hash.finishHex()
  }

  private struct Values: Encodable {
    let engine: EngineSettings
    let keys: [String]
    let decimals: Int
    let levels: [Level]

    struct Level: Encodable {
      let name: String
      let keys: [String]
    }
  }
}
