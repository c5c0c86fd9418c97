import CCurl
import Glibc

/// Speaks HTTP(S) through libcurl, several requests at once over few connections; not Sendable: one task at a time.
///
/// Answers of any status are returned. What may pass by itself (no answer, 408, 429, 500, 502, 503, 504 and whatever
/// `isTemporary` adds) is tried again after a growing wait.
public final class HTTPClient {
  private let settings: HTTPSettings
  private let isTemporary: (HTTPResponse) -> Bool
  private let sleep: (Duration) -> Void
  private let multi: UnsafeMutableRawPointer

  private static let isReady: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  /// - Parameters:
  ///   - isTemporary: further answers that are worth another attempt.
  ///   - sleep: how to wait between attempts.
  public init(
    settings: HTTPSettings = HTTPSettings(), isTemporary: @escaping (HTTPResponse) -> Bool = { _ in false },
    sleep: @escaping (Duration) -> Void = HTTPClient.wait
  ) {
    guard Self.isReady, let multi = curl_multi_init() else {
      preconditionFailure("libcurl cannot be initialized")
    }
    curl_shim_set_connections(multi, settings.connections)
    self.multi = multi
    self.settings = settings
    self.isTemporary = isTemporary
    self.sleep = sleep
  }

  deinit { curl_multi_cleanup(multi) }

  /// The answer to one request.
  public func send(_ request: HTTPRequest) throws(HTTPError) -> HTTPResponse {
    try send([request])[0].get()
  }

  /// The answers to `requests`, in their order; they are sent at the same time, so none may depend on another.
  public func send(_ requests: [HTTPRequest]) -> [Result<HTTPResponse, HTTPError>] {
    var results: [Result<HTTPResponse, HTTPError>?] = Array(repeating: nil, count: requests.count)
    var open = Array(requests.indices)
    for attempt in 1...max(1, settings.attempts) {
      for (index, result) in zip(open, perform(open.map { requests[$0] }, attempt: attempt)) {
        results[index] = result
      }
      open = open.filter { isWorthRepeating(requests[$0], results[$0]) }
      if open.isEmpty || attempt == settings.attempts { break }
      let asked = open.compactMap { try? results[$0]?.get().retryAfter }.max()
      sleep(settings.delay(after: attempt, retryAfter: asked))
    }
    return results.compactMap(\.self)
  }

  private func isWorthRepeating(_ request: HTTPRequest, _ result: Result<HTTPResponse, HTTPError>?) -> Bool {
    switch result {
    case .success(let response):
      let isTemporary = [408, 429, 500, 502, 503, 504].contains(response.status) || isTemporary(response)
      // 429 says that nothing was done; of the others nobody knows.
      return isTemporary && (request.isRepeatable || response.status == 429)
    case .failure(let error):
      return error.kind == .unreachable || (error.kind == .interrupted && request.isRepeatable)
    case nil: return false
    }
  }

  /// One attempt at each.
  private func perform(_ requests: [HTTPRequest], attempt: Int) -> [Result<HTTPResponse, HTTPError>] {
    let transfers = requests.map { Transfer($0, settings: settings) }
    for transfer in transfers { curl_multi_add_handle(multi, transfer.handle) }
    var codes: [UnsafeMutableRawPointer: CURLcode] = [:]
    var running: Int32 = 1
    while running > 0 {
      guard curl_multi_perform(multi, &running) == CURLM_OK else { break }
      var code = CURLE_OK
      while let ended = curl_shim_next_ended(multi, &code) { codes[ended] = code }
      if running > 0 { curl_multi_poll(multi, nil, 0, 1000, nil) }
    }
    for transfer in transfers { curl_multi_remove_handle(multi, transfer.handle) }
    return transfers.map { $0.outcome(codes[$0.handle] ?? CURLE_ABORTED_BY_CALLBACK, attempt: attempt) }
  }

  /// Sleeps on the calling thread.
  public static func wait(_ duration: Duration) {
    usleep(UInt32(clamping: Int((duration / .microseconds(1)).rounded())))
  }
}
