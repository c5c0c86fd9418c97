/// How patient a client is.
public struct HTTPSettings: Hashable, Sendable {
  /// Connections open at once.
  public var connections = 4
  public var connectTimeout = Duration.seconds(5)
  /// From the start of one attempt to the last byte of its answer.
  public var timeout = Duration.seconds(60)
  /// Attempts at one request, the first included.
  public var attempts = 4
  /// Before the second attempt; it doubles with each.
  public var firstDelay = Duration.milliseconds(500)
  /// The longest wait between attempts, whatever the server asks for.
  public var longestDelay = Duration.seconds(20)
  /// A PEM file of authorities trusted instead of the system's.
  public var authorities: String?

  public init() {}

  /// The wait after attempt `attempt` (1, 2, …) that was answered with `retryAfter`.
  func delay(after attempt: Int, retryAfter: Int?) -> Duration {
    let backoff = firstDelay * Double(1 << min(attempt - 1, 16))
    return min(max(backoff, .seconds(retryAfter ?? 0)), longestDelay)
  }
}
