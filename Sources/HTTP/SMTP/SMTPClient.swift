import CCurl

/// Hands messages to a mail server through libcurl over one connection; not Sendable: one task at a time.
///
/// TLS certificates are always verified; a server without STARTTLS is refused unless the settings say plain, which is
/// for this machine only.
public final class SMTPClient {
  private let settings: SMTPSettings
  private let handle: UnsafeMutableRawPointer
  private let words: UnsafeMutablePointer<CChar>

  private static let isReady: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  /// - Precondition: without TLS the server is on this machine.
  public init(_ settings: SMTPSettings) {
    precondition(settings.security != .plain || settings.isLoopback, "plain SMTP to another machine")
    guard Self.isReady, let handle = curl_easy_init() else {
      preconditionFailure("libcurl cannot be initialized")
    }
    self.settings = settings
    self.handle = handle
    words = .allocate(capacity: Int(CURL_ERROR_SIZE))
    words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    let scheme = settings.security == .tls ? "smtps" : "smtp"
    curl_shim_set_text(
      handle, CURLOPT_URL, "\(scheme)://\(settings.host):\(settings.port)/\(settings.clientName)")
    curl_shim_set_text(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps")
    curl_shim_set_text(handle, CURLOPT_PROXY, "")
    curl_shim_set_number(handle, CURLOPT_NOSIGNAL, 1)
    curl_shim_set_number(handle, CURLOPT_UPLOAD, 1)
    curl_shim_set_number(handle, CURLOPT_VERBOSE, 1)
    curl_shim_set_number(handle, CURLOPT_CONNECTTIMEOUT_MS, Self.milliseconds(settings.connectTimeout))
    curl_shim_set_number(handle, CURLOPT_TIMEOUT_MS, Self.milliseconds(settings.timeout))
    // For the goodbye as well, which no other limit concerns: libcurl would wait two minutes for its answer.
    curl_shim_set_number(
      handle, CURLOPT_SERVER_RESPONSE_TIMEOUT, (Self.milliseconds(settings.timeout) + 999) / 1000)
    let usage = settings.security == .plain ? CURLUSESSL_NONE : CURLUSESSL_ALL
    curl_shim_set_number(handle, CURLOPT_USE_SSL, Int(usage.rawValue))
    if let authorities = settings.authorities { curl_shim_set_text(handle, CURLOPT_CAINFO, authorities) }
    if let credentials = settings.credentials {
      curl_shim_set_text(handle, CURLOPT_USERNAME, credentials.user)
      curl_shim_set_text(handle, CURLOPT_PASSWORD, credentials.password)
    }
    curl_shim_set_pointer(handle, CURLOPT_ERRORBUFFER, words)
  }

  deinit {
    curl_easy_cleanup(handle)
    words.deallocate()
  }

  /// Sends `message` (RFC 5322 with CRLF at the end of lines) to one recipient.
  ///
  /// - Parameters:
  ///   - sender: the envelope's address, without brackets; so is `recipient`.
  ///   - beforeLast: called once, before the last bytes leave. Until it returns the server cannot have the message;
  ///     afterwards it may. When it throws, the message is not sent and the error comes out of here.
  public func send(
    _ message: [UInt8], from sender: String, to recipient: String, beforeLast: () throws -> Void
  ) throws -> SMTPOutcome {
    try withoutActuallyEscaping(beforeLast) { beforeLast in
      let exchange = SMTPExchange(message, beforeLast: beforeLast)
      let context = Unmanaged.passUnretained(exchange).toOpaque()
      words.pointee = 0
      let recipients = curl_slist_append(nil, "<\(recipient)>")
      defer { curl_slist_free_all(recipients) }
      curl_shim_set_text(handle, CURLOPT_MAIL_FROM, "<\(sender)>")
      curl_shim_set_pointer(handle, CURLOPT_MAIL_RCPT, recipients)
      curl_shim_set_pointer(handle, CURLOPT_READDATA, context)
      curl_shim_set_sender(handle, CURLOPT_READFUNCTION) { bytes, size, count, context in
        guard let bytes, let context else { return Int(CURL_READFUNC_ABORT) }
        let exchange = Unmanaged<SMTPExchange>.fromOpaque(context).takeUnretainedValue()
        return exchange.fill(UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
      }
      curl_shim_set_pointer(handle, CURLOPT_DEBUGDATA, context)
      curl_shim_set_observer(handle, CURLOPT_DEBUGFUNCTION) { _, kind, bytes, size, context in
        guard let bytes, let context, kind == CURLINFO_HEADER_IN || kind == CURLINFO_HEADER_OUT else {
          return 0
        }
        let line = String(decoding: UnsafeRawBufferPointer(start: bytes, count: size), as: UTF8.self)
        let exchange = Unmanaged<SMTPExchange>.fromOpaque(context).takeUnretainedValue()
        if kind == CURLINFO_HEADER_OUT { exchange.said(line) } else { exchange.heard(line) }
        return 0
      }
      let code = curl_easy_perform(handle)
      if let error = exchange.error { throw error }
      let words = words.pointee == 0 ? String(cString: curl_easy_strerror(code)) : String(cString: words)
      return exchange.outcome(code, words: words)
    }
  }

  private static func milliseconds(_ duration: Duration) -> Int {
    max(1, Int((duration / .milliseconds(1)).rounded()))
  }
}
