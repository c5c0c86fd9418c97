/// What the caller got wrong; never the data's fault, which is told in the fit of each series.
public enum ForecastingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Offsets, months and values do not fit together.
  case malformedPanel(String)
  /// A level whose nodes do not hold each leaf once.
  case malformedGrouping(String)
  /// A setting outside its range, or a model that does not exist.
  case invalidSetting(String)
  /// A training that was made for another panel, grouping or engine.
  case mismatch(String)

  public var description: String {
    switch self {
    case .malformedPanel(let detail): "malformed panel: \(detail)"
    case .malformedGrouping(let detail): "malformed grouping: \(detail)"
    case .invalidSetting(let detail): "invalid setting: \(detail)"
    case .mismatch(let detail): "training does not fit: \(detail)"
    }
  }
}
