import Foundation
import HTTP
import Synchronization
import TestSupport
import Testing

@testable import Delivery

/// The refresh against a stand-in that answers as the REST API's reference documents it (Refresh Dataset In Group, Get
/// Refresh Execution Details In Group, Get Refresh History In Group; OAuth 2.0 client credentials).
@Suite struct RefreshTests {
  private static let token = ScriptedServer.Answer.status(
    200, body: #"{"token_type":"Bearer","access_token":"t0k3n"}"#)

  /// Runs a refresh against the script; what came of it, the requests, and how often it waited.
  private func refresh(
    _ capacity: RefreshSettings.Capacity = .premium, patience: Duration = .seconds(60),
    _ script: (_ url: String) -> [ScriptedServer.Answer]
  ) throws -> (outcome: Result<String, RefreshError>, requests: [String], waits: Int) {
    // The stand-in's own address stands in its answers, so it has to be known before.
    let server = try ScriptedServer([Self.token])
    server.script = script(server.url)
    var settings = RefreshSettings(
      tenant: "tenant", client: "client", group: "group", dataset: "model", capacity: capacity)
    (settings.api, settings.login) = (server.url, server.url)
    settings.patience = patience
    var http = HTTPSettings()
    http.attempts = 2
    let waits = Mutex(0)
    let refresh = ModelRefresh(
      settings: settings, secret: "s&cr=t ü", client: HTTPClient(settings: http, sleep: { _ in }),
      sleep: { _ in waits.withLock { $0 += 1 } })
    let outcome = Result { () throws(RefreshError) in try refresh.run() }
    return (outcome, server.requests, waits.withLock { $0 })
  }

  private func accepted(_ url: String) -> ScriptedServer.Answer {
    .status(
      202,
      headers:
        "Location: \(url)/v1.0/myorg/groups/group/datasets/model/refreshes/r1\r\nx-ms-request-id: r1\r\n",
      body: "")
  }

  @Test func aPremiumRefreshIsAskedForAndFollowedToItsEnd() throws {
    let (outcome, requests, waits) = try refresh { url in
      [
        Self.token, accepted(url), .status(202, body: #"{"status":"Unknown","extendedStatus":"InProgress"}"#),
        .status(200, body: #"{"status":"Completed","extendedStatus":"Completed"}"#),
      ]
    }
    #expect(outcome == .success("r1"))
    #expect(waits == 1)
    #expect(requests.count == 4)
    #expect(requests[0].hasPrefix("POST /tenant/oauth2/v2.0/token "))
    #expect(
      requests[0].contains("client_id=client&client_secret=s%26cr%3Dt%20%C3%BC&scope=https%3A%2F%2Fanalysis"))
    #expect(requests[1].hasPrefix("POST /v1.0/myorg/groups/group/datasets/model/refreshes "))
    #expect(requests[1].contains("Authorization: Bearer t0k3n"))
    #expect(requests[1].hasSuffix(#"{"type":"full","commitMode":"transactional","retryCount":2}"#))
    #expect(requests[3].hasPrefix("GET /v1.0/myorg/groups/group/datasets/model/refreshes/r1 "))
  }

  /// On Pro the end is in the history, where the refresh is found by its name.
  @Test func aProRefreshIsFoundInTheHistory() throws {
    let (outcome, requests, _) = try refresh(.pro) { _ in
      [
        Self.token, .status(202, headers: "x-ms-request-id: r2\r\n", body: ""),
        .status(200, body: #"{"value":[{"requestId":"r1","status":"Failed"}]}"#),
        .status(
          200,
          body: #"{"value":[{"requestId":"r2","status":"Completed"},{"requestId":"r1","status":"Failed"}]}"#),
      ]
    }
    #expect(outcome == .success("r2"))
    #expect(requests[1].hasSuffix(#"{"notifyOption":"NoNotification"}"#))
    #expect(requests[2].hasPrefix("GET /v1.0/myorg/groups/group/datasets/model/refreshes?$top=10 "))
  }

  @Test func aRefreshThatRunsIsWaitedFor() throws {
    let (outcome, requests, waits) = try refresh { url in
      [Self.token, .status(409), .status(409), accepted(url), .status(200, body: #"{"status":"Completed"}"#)]
    }
    #expect(outcome == .success("r1"))
    #expect(waits == 2 && requests.count == 5)
  }

  @Test func patienceEnds() throws {
    let running = try refresh(patience: .seconds(45)) { _ in [Self.token, .status(409)] }
    #expect(Self.kind(running.outcome) == .busy)
    #expect(running.waits == 3, "45 s at 15 s each")
    let endless = try refresh(patience: .seconds(45)) { url in
      [Self.token, accepted(url), .status(202, body: #"{"status":"Unknown"}"#)]
    }
    #expect(Self.kind(endless.outcome) == .busy)
  }

  @Test func aTokenThatIsNoLongerTakenIsRenewedOnce() throws {
    let renewed = try refresh { url in
      [
        Self.token, .status(401), Self.token, accepted(url), .status(200, body: #"{"status":"Completed"}"#),
      ]
    }
    #expect(renewed.outcome == .success("r1"))
    let refused = try refresh { _ in [Self.token, .status(401), Self.token, .status(401)] }
    #expect(Self.kind(refused.outcome) == .refused)
    #expect(refused.requests.count == 4)
  }

  @Test(arguments: [
    (403, RefreshError.Kind.refused, "give it a role in the workspace"),
    (404, .missing, "check group and dataset"),
    (429, .busy, "try again tomorrow"), (500, .unavailable, "(500"), (418, .unavailable, "(418"),
  ]) func eachRefusalSaysWhatToDo(_ status: Int, _ kind: RefreshError.Kind, _ words: String) throws {
    let (outcome, requests, _) = try refresh { _ in
      [Self.token, .status(status, body: #"{"error":{"code":"Because"}}"#)]
    }
    #expect(Self.kind(outcome) == kind)
    #expect(Self.words(outcome).contains(words))
    // What may pass by itself is asked a second time.
    #expect(requests.count == ([429, 500].contains(status) ? 3 : 2))
  }

  @Test func noTokenIsARefusalThatNamesNoSecret() throws {
    let (outcome, _, _) = try refresh { _ in
      [.status(401, body: #"{"error":"invalid_client","error_description":"AADSTS7000215: Invalid secret"}"#)]
    }
    #expect(Self.kind(outcome) == .refused)
    #expect(Self.words(outcome) == "Power BI: no token (401, invalid_client); check tenant, client and secret")
  }

  @Test func noAnswerIsUnavailable() throws {
    #expect(Self.kind(try refresh { _ in [.hangUp] }.outcome) == .unavailable)
    #expect(Self.kind(try refresh { _ in [Self.token, .hangUp] }.outcome) == .unavailable)
    let empty = try refresh { _ in [.status(200, body: "")] }
    #expect(Self.words(empty.outcome).contains("holds none"))
  }

  @Test func aRefreshThatFailsGivesItsReason() throws {
    let premium = try refresh { url in
      [
        Self.token, accepted(url),
        .status(
          200,
          body: #"{"status":"Failed","messages":[{"message":"The column 'x' was not found","type":"Error"}]}"#),
      ]
    }
    #expect(Self.kind(premium.outcome) == .failed)
    #expect(Self.words(premium.outcome).hasSuffix("ended as Failed: The column 'x' was not found"))
    let pro = try refresh(.pro) { _ in
      [
        Self.token, .status(202, headers: "x-ms-request-id: r2\r\n", body: ""),
        .status(
          200,
          body:
            #"{"value":[{"requestId":"r2","status":"Failed","serviceExceptionJson":"{\"errorCode\":\"Gateway\"}"}]}"#
        ),
      ]
    }
    #expect(Self.words(pro.outcome).hasSuffix(#"{"errorCode":"Gateway"}"#))
  }

  /// The token goes nowhere but to the model's own refreshes, whatever the answer says.
  @Test func aPlaceElsewhereIsNotLookedAt() throws {
    let (outcome, requests, _) = try refresh { _ in
      [
        Self.token,
        .status(202, headers: "Location: https://elsewhere.example/r1\r\nRequestId: r1\r\n", body: ""),
        .status(200, body: #"{"status":"Completed"}"#),
      ]
    }
    #expect(outcome == .success("r1"))
    #expect(requests[2].hasPrefix("GET /v1.0/myorg/groups/group/datasets/model/refreshes/r1 "))
  }

  private static func kind(_ outcome: Result<String, RefreshError>) -> RefreshError.Kind? {
    if case .failure(let error) = outcome { error.kind } else { nil }
  }

  private static func words(_ outcome: Result<String, RefreshError>) -> String {
    if case .failure(let error) = outcome { "\(error)" } else { "" }
  }
}
