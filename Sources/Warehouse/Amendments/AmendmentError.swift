import Forecasting

/// Why a published vintage cannot be changed or signed; nothing is stored then.
public enum AmendmentError: Error, Hashable, Sendable, CustomStringConvertible {
  case notPublished(domain: String, asOf: Month)
  /// A later vintage is published: what was forecast before it is history.
  case superseded(domain: String, asOf: Month, latest: Month)
  /// The line, and why it cannot be.
  case adjustment(line: Int, String)
  /// The file's bytes are known for this run already.
  case fileTwice(enteredAt: String)
  case approved(asOf: Month, by: String, at: String)

  public var description: String {
    switch self {
    case .notPublished(let domain, let asOf):
      "\(domain) has no published run as of \(asOf): run 'forecastpack run --as-of \(asOf)'"
    case .superseded(let domain, let asOf, let latest):
      "\(domain) is published as of \(latest): the forecasts of \(asOf) are history and stay as they are"
    case .adjustment(let line, let reason): "line \(line): \(reason)"
    case .fileTwice(let enteredAt):
      "the same file was entered at \(enteredAt) already: an adjustment counts once"
    case .approved(let asOf, let by, let at):
      "the vintage of \(asOf) was approved by \(by) at \(at): changing it needs --supersede with a reason"
    }
  }
}
