import Foundation
import HTTP

/// Refreshes a published semantic model over the Power BI REST API ("Refresh Dataset In Group" and "Get Refresh
/// Execution Details In Group", learn.microsoft.com), as a service principal (OAuth 2.0 client credentials).
public struct ModelRefresh {
  private let settings: RefreshSettings
  private let secret: String
  private let client: HTTPClient
  private let sleep: (Duration) -> Void

  /// - Parameter sleep: how to wait between two looks.
  public init(
    settings: RefreshSettings, secret: String, client: HTTPClient, sleep: @escaping (Duration) -> Void
  ) {
    self.settings = settings
    self.secret = secret
    self.client = client
    self.sleep = sleep
  }

  /// Asks for a refresh and waits for its end; returns how the service calls it. Where another refresh runs, it waits
  /// for that one first: it may have begun before the tables were published.
  public func run() throws(RefreshError) -> String {
    var session = try RefreshSession(settings: settings, secret: secret, client: client)
    var waited = Duration.zero
    while true {
      let answer = try session.send(.post, settings.refreshes, body: body)
      switch answer.status {
      case 200, 202: return try end(of: answer, &session, waited)
      case 409: break
      case 400 where answer.text.contains("RefreshInProgress"): break
      case 429: throw RefreshError(.busy, "no further refresh is allowed today (429); try again tomorrow")
      default: throw session.error(answer)
      }
      guard waited < settings.patience else {
        throw RefreshError(.busy, "another refresh of the model still runs; try again later")
      }
      sleep(settings.interval)
      waited += settings.interval
    }
  }

  private var body: String {
    switch settings.capacity {
    case .premium: #"{"type":"full","commitMode":"transactional","retryCount":2}"#
    case .pro: #"{"notifyOption":"NoNotification"}"#
    }
  }

  /// Looks at the refresh until it ends.
  private func end(
    of answer: HTTPResponse, _ session: inout RefreshSession, _ waited: Duration
  ) throws(RefreshError) -> String {
    let name = answer.headers["requestid"] ?? answer.headers["x-ms-request-id"]
    let place = try place(answer.headers["location"], name)
    var waited = waited
    while true {
      let look = try session.send(.get, place)
      guard look.status == 200 || look.status == 202 else { throw session.error(look) }
      let state = RefreshState(look, name: name)
      switch state?.status {
      case "Completed": return name ?? "refresh"
      case "Failed", "Disabled", "Cancelled", "TimedOut":
        throw RefreshError(
          .failed, "the refresh ended as \(state?.status ?? ""): \(state?.reason ?? "no reason given")")
      default: break
      }
      guard waited < settings.patience else {
        throw RefreshError(
          .busy, "the refresh has not ended after \(settings.patience); look at it in the service")
      }
      sleep(settings.interval)
      waited += settings.interval
    }
  }

  /// Where to look: the place that the service names, if it is one of the model's refreshes (the token goes there), else
  /// the newest of its refreshes.
  private func place(_ location: String?, _ name: String?) throws(RefreshError) -> String {
    guard settings.capacity == .premium else { return "\(settings.refreshes)?$top=10" }
    if let location, location.hasPrefix("\(settings.refreshes)/") { return location }
    if let name { return "\(settings.refreshes)/\(name)" }
    throw RefreshError(.unavailable, "the refresh was accepted without a place to look at it")
  }
}
