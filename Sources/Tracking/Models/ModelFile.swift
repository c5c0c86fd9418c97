import Digests
import Domains
import Forecasting
import Foundation

/// The models of one domain as of one month: `model.json`, format `forecastpack.models/1` (docs/model-format.md).
///
/// It holds all that a forecast needs (parameters, the months that they were fitted to, interval distances), so that
/// any program can redo it: `predict` here and the Python loader beside it give the same numbers.
public struct ModelFile: Hashable, Sendable, Codable {
  public static let currentFormat = "forecastpack.models/1"

  public var format = ModelFile.currentFormat
  public var domain: String
  public var unit: String
  /// Names of the keys, in the order of every series' `keys`.
  public var keys: [String]
  /// First day of the last month that was seen: `2013-11-01`.
  public var asOf: String
  public var engineVersion: String
  public var settings: EngineSettings
  /// Ascending by keys.
  public var series: [Series]
  /// SHA-256 of the file's bytes with an empty text here; set by `json`, empty else.
  private var contentDigest = ""

  public struct Series: Hashable, Sendable, Codable {
    public var keys: [String]
    /// First day of the month of the first value.
    public var firstMonth: String
    /// The months that the model was fitted to, the last is the as-of month; empty without a forecast.
    public var values: [Double]
    public var fit: SeriesFit

    enum CodingKeys: String, CodingKey {
      case keys, values, fit
      case firstMonth = "first_month"
    }
  }

  enum CodingKeys: String, CodingKey {
    case format, domain, unit, keys, settings, series
    case asOf = "as_of"
    case engineVersion = "engine_version"
    case contentDigest = "content_sha256"
  }

  /// - Parameters:
  ///   - training: of `panel`.
  ///   - keys: of the panel's series, ascending.
  /// - Throws: `ForecastingError.mismatch` if they are not of the same series.
  public init(
    _ training: Training, domain: Domain, keys: [SeriesKey], panel: Panel
  ) throws(ForecastingError) {
    guard training.asOf == panel.asOf, training.leaves.count == panel.count, keys.count == panel.count else {
      throw .mismatch("the training is of another panel than \(domain.name) as of \(panel.asOf)")
    }
    self.domain = domain.name
    unit = domain.unit
    self.keys = domain.keys
    asOf = training.asOf.firstDay
    engineVersion = training.engineVersion
    settings = training.settings
    series = keys.enumerated().map { index, key in
      let used = panel[index].usableTail.series
      let fit = training.leaves[index]
      return Series(
        keys: key.values, firstMonth: used.firstMonth.firstDay,
        values: fit.state == nil ? [] : Array(used.values),
        fit: fit)
    }
  }

  /// - Throws: `ModelFileError`.
  public init(json: Data) throws(ModelFileError) {
    do {
      self = try JSONDecoder().decode(ModelFile.self, from: json)
    } catch {
      throw ModelFileError("model.json cannot be read: \(error)")
    }
    guard format == Self.currentFormat else {
      throw ModelFileError("model.json is of format '\(format)'; this version reads \(Self.currentFormat)")
    }
    // Models take the parameters that they wrote themselves: whatever else stands there must not reach them.
    guard (try? contentHash()) == contentDigest else {
      throw ModelFileError("model.json is not as it was written: its content does not match content_sha256")
    }
    contentDigest = ""
  }

  private func contentHash() throws -> String {
    var file = self
    file.contentDigest = ""
    return SHA256.hex(Array(try file.encoded()))
  }

  /// The same bytes for the same models.
  public func json() throws -> Data {
    var file = self
    file.contentDigest = try contentHash()
    return try file.encoded()
  }

  private func encoded() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self)
  }

  /// The forecasts of series `index`: element h - 1 is horizon h; empty without a forecast.
  /// - Throws: `ModelFileError` for a model that this engine does not know, or of another version.
  public func points(_ index: Int) throws(ModelFileError) -> [Double] {
    let series = series[index]
    guard let state = series.fit.state else { return [] }
    guard let model = ModelRegistry.models.first(where: { $0.name == series.fit.model }),
      model.version == series.fit.modelVersion
    else {
      throw ModelFileError(
        "series \(series.keys.joined(separator: " / ")): there is no model \(series.fit.model) "
          + "\(series.fit.modelVersion) in this engine")
    }
    guard let first = Month(series.firstMonth) else {
      throw ModelFileError("series \(series.keys.joined(separator: " / ")): '\(series.firstMonth)' is no month")
    }
    return model.predict(state, TimeSeries(series.values, firstMonth: first), horizons: settings.horizons)
  }
}
