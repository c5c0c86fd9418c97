import CPostgres
import Logging

/// Hands the server's notices and warnings to a logger.
final class Notices {
  private let logger: Logger

  init(_ logger: Logger) { self.logger = logger }

  /// libpq's notice receiver; its context is the object, which the owner of the connection keeps alive.
  static let receive: PQnoticeReceiver = { context, result in
    guard let context, let result else { return }
    Unmanaged<Notices>.fromOpaque(context).takeUnretainedValue().log(result)
  }

  private func log(_ result: OpaquePointer) {
    let message = Result.field(result, "M") ?? Result.trimmed(PQresultErrorMessage(result))
    var metadata: Logger.Metadata = [:]
    for (name, code) in [("sqlstate", "C"), ("detail", "D"), ("hint", "H"), ("context", "W")]
      as [(String, Unicode.Scalar)]
    {
      if let text = Result.field(result, code) { metadata[name] = "\(text)" }
    }
    logger.log(level: Self.level(Result.field(result, "V")), "\(message)", metadata: metadata)
  }

  private static func level(_ severity: String?) -> Logger.Level {
    switch severity {
    case "WARNING": .warning
    case "NOTICE": .notice
    case "INFO": .info
    default: .debug
    }
  }
}
