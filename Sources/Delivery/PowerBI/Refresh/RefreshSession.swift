import Foundation
import HTTP

/// A service principal's session: it asks for a token, and once more where the service no longer takes it.
struct RefreshSession {
  private let settings: RefreshSettings
  private let secret: String
  private let client: HTTPClient
  private var token: String

  init(settings: RefreshSettings, secret: String, client: HTTPClient) throws(RefreshError) {
    self.settings = settings
    self.secret = secret
    self.client = client
    token = try Self.token(settings, secret, client)
  }

  mutating func send(
    _ method: HTTPRequest.Method, _ url: String, body: String = ""
  ) throws(RefreshError) -> HTTPResponse {
    let first = try answer(method, url, body)
    guard first.status == 401 else { return first }
    token = try Self.token(settings, secret, client)
    return try answer(method, url, body)
  }

  /// The error that an answer amounts to.
  func error(_ response: HTTPResponse) -> RefreshError {
    let said = Self.code(response).map { " (\(response.status), \($0))" } ?? " (\(response.status))"
    return switch response.status {
    case 401: RefreshError(.refused, "the token is not taken\(said); check tenant and client")
    case 403:
      RefreshError(
        .refused,
        "the service principal may not refresh the model\(said); give it a role in the workspace, and let "
          + "service principals use the API in the tenant's settings")
    case 404: RefreshError(.missing, "no such workspace or model\(said); check group and dataset")
    case 429: RefreshError(.busy, "too many requests\(said); try again later")
    default: RefreshError(.unavailable, "the service does not refresh the model\(said)")
    }
  }

  private func answer(
    _ method: HTTPRequest.Method, _ url: String, _ body: String
  ) throws(RefreshError) -> HTTPResponse {
    var headers = [Credentials.bearer(token: token).header]
    if !body.isEmpty { headers.append(HTTPRequest.Header("Content-Type", "application/json")) }
    // A second request for a refresh is answered with 409, so asking again does no harm.
    let request = HTTPRequest(method, url, headers: headers, body: Array(body.utf8))
    do { return try client.send(request) } catch { throw RefreshError(.unavailable, "\(error)") }
  }

  /// RFC 6749, section 4.4.
  private static func token(
    _ settings: RefreshSettings, _ secret: String, _ client: HTTPClient
  ) throws(RefreshError) -> String {
    let fields = [
      ("grant_type", "client_credentials"), ("client_id", settings.client), ("client_secret", secret),
      ("scope", "https://analysis.windows.net/powerbi/api/.default"),
    ]
    let form = fields.map { "\($0.0)=\(encode($0.1))" }.joined(separator: "&")
    let request = HTTPRequest(
      .post, "\(settings.login)/\(settings.tenant)/oauth2/v2.0/token",
      headers: [HTTPRequest.Header("Content-Type", "application/x-www-form-urlencoded")], body: Array(form.utf8)
    )
    let response: HTTPResponse
    do { response = try client.send(request) } catch { throw RefreshError(.unavailable, "\(error)") }
    guard response.status == 200 else {
      let kind: RefreshError.Kind = (400..<500).contains(response.status) ? .refused : .unavailable
      let said = code(response).map { ", \($0)" } ?? ""
      throw RefreshError(kind, "no token (\(response.status)\(said)); check tenant, client and secret")
    }
    let body = try? JSONSerialization.jsonObject(with: Data(response.body)) as? [String: Any]
    guard let token = body?["access_token"] as? String, !token.isEmpty else {
      throw RefreshError(.unavailable, "the answer to the request for a token holds none")
    }
    return token
  }

  /// The error's code in an answer: `{"error": "…"}` of OAuth or `{"error": {"code": "…"}}` of Power BI.
  private static func code(_ response: HTTPResponse) -> String? {
    let body = try? JSONSerialization.jsonObject(with: Data(response.body)) as? [String: Any]
    return body?["error"] as? String ?? (body?["error"] as? [String: Any])?["code"] as? String
  }

  /// Percent-encoding of a form's value; only unreserved characters stay.
  private static func encode(_ text: String) -> String {
    text.utf8.map { byte in
      let scalar = Character(Unicode.Scalar(byte))
      let isPlain = byte < 0x80 && (scalar.isLetter || scalar.isNumber || "-._~".contains(scalar))
      let digits = String(byte, radix: 16, uppercase: true)
      return isPlain ? String(scalar) : "%" + (digits.count == 1 ? "0" : "") + digits
    }.joined()
  }
}
