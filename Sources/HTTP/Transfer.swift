import CCurl

/// One attempt at one request: libcurl's easy handle and what it has received.
///
/// TLS certificates are always verified, redirects are answers like any other, and nothing but http and https is
/// spoken.
final class Transfer {
  let handle: UnsafeMutableRawPointer
  private let request: HTTPRequest
  private var headers: UnsafeMutablePointer<curl_slist>?
  private let message: UnsafeMutablePointer<CChar>
  private let bodyCopy: UnsafeMutableRawBufferPointer
  private var received: [UInt8] = []
  private var receivedHeaders: [String: String] = [:]

  init(_ request: HTTPRequest, settings: HTTPSettings) {
    guard let handle = curl_easy_init() else { preconditionFailure("libcurl has no memory for a transfer") }
    self.handle = handle
    self.request = request
    message = .allocate(capacity: Int(CURL_ERROR_SIZE))
    message.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    // libcurl reads the body while the transfer runs, so it must stay where it is.
    bodyCopy = .allocate(byteCount: request.body.count, alignment: 1)
    bodyCopy.copyBytes(from: request.body)
    configure(settings)
  }

  deinit {
    curl_easy_cleanup(handle)
    curl_slist_free_all(headers)
    bodyCopy.deallocate()
    message.deallocate()
  }

  private func configure(_ settings: HTTPSettings) {
    curl_shim_set_text(handle, CURLOPT_URL, request.url)
    curl_shim_set_text(handle, CURLOPT_PROTOCOLS_STR, "http,https")
    curl_shim_set_text(handle, CURLOPT_CUSTOMREQUEST, request.method.rawValue)
    curl_shim_set_number(handle, CURLOPT_NOSIGNAL, 1)
    curl_shim_set_number(handle, CURLOPT_CONNECTTIMEOUT_MS, Self.milliseconds(settings.connectTimeout))
    curl_shim_set_number(handle, CURLOPT_TIMEOUT_MS, Self.milliseconds(settings.timeout))
    // On a connection that was kept and has died, libcurl would send the request again by itself.
    if !request.isRepeatable { curl_shim_set_number(handle, CURLOPT_FRESH_CONNECT, 1) }
    if let authorities = settings.authorities { curl_shim_set_text(handle, CURLOPT_CAINFO, authorities) }
    if Self.isLoopback(request.url) { curl_shim_set_text(handle, CURLOPT_PROXY, "") }
    // "Expect" would cost a round trip for each upload.
    for header in request.headers.map({ "\($0.name): \($0.value)" }) + ["Expect:"] {
      headers = curl_slist_append(headers, header)
    }
    curl_shim_set_pointer(handle, CURLOPT_HTTPHEADER, headers)
    if request.method != .get, request.method != .delete || !request.body.isEmpty {
      curl_shim_set_number(handle, CURLOPT_POST, 1)
      curl_shim_set_size(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bodyCopy.count))
      curl_shim_set_pointer(handle, CURLOPT_POSTFIELDS, bodyCopy.baseAddress)
    }
    let context = Unmanaged.passUnretained(self).toOpaque()
    curl_shim_set_pointer(handle, CURLOPT_ERRORBUFFER, message)
    curl_shim_set_pointer(handle, CURLOPT_WRITEDATA, context)
    curl_shim_set_receiver(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
      guard let bytes, let context else { return 0 }
      let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
      transfer.received.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: size * count))
      return size * count
    }
    curl_shim_set_pointer(handle, CURLOPT_HEADERDATA, context)
    curl_shim_set_receiver(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
      guard let bytes, let context else { return 0 }
      let line = String(decoding: UnsafeRawBufferPointer(start: bytes, count: size * count), as: UTF8.self)
      Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue().receive(header: line)
      return size * count
    }
  }

  private func receive(header line: String) {
    let parts = line.split(separator: ":", maxSplits: 1)
    guard parts.count == 2 else { return }
    var value = parts[1].drop(while: \.isWhitespace)
    while value.last?.isWhitespace == true { value.removeLast() }
    receivedHeaders[parts[0].lowercased()] = String(value)
  }

  /// What came of it, once libcurl has ended with `code`.
  func outcome(_ code: CURLcode, attempt: Int) -> Result<HTTPResponse, HTTPError> {
    guard code != CURLE_OK else {
      return .success(
        HTTPResponse(
          status: Int(curl_shim_status(handle)), body: received,
          retryAfter: receivedHeaders["retry-after"].flatMap { Int($0) }, headers: receivedHeaders))
    }
    let words = message.pointee == 0 ? String(cString: curl_easy_strerror(code)) : String(cString: message)
    return .failure(
      HTTPError(
        kind: Self.kind(code), method: request.method.rawValue, url: request.shownURL, message: words,
        attempts: attempt))
  }

  private static func kind(_ code: CURLcode) -> HTTPError.Kind {
    switch code {
    case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL, CURLE_SSL_CACERT_BADFILE: .request
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT,
      CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION:
      .unreachable
    default: .interrupted
    }
  }

  private static func milliseconds(_ duration: Duration) -> Int {
    max(1, Int((duration / .milliseconds(1)).rounded()))
  }

  /// A proxy of the environment is for the world outside.
  private static func isLoopback(_ url: String) -> Bool {
    ["http://127.0.0.1", "http://localhost", "http://[::1]"].contains { prefix in
      url.hasPrefix(prefix) && [":", "/", nil].contains(url.dropFirst(prefix.count).first)
    }
  }
}
