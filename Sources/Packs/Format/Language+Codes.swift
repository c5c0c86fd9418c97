import Domains

/// Words for what the database has codes for.
extension Language {
  /// When a forecast was made, of the views' `origin`; a code that is unknown stays as it is.
  func origin(_ code: String) -> String {
    switch code {
    case "live": text(.originLive)
    case "backfilled": text(.originBackfilled)
    case "backtest": text(.originBacktest)
    default: code
    }
  }

  func verdict(_ passed: Bool) -> String { text(passed ? .pass : .fail) }
}

extension Finding.Severity {
  var message: Message {
    switch self {
    case .info: .severityInfo
    case .warning: .severityWarning
    case .stop: .severityStop
    }
  }
}
