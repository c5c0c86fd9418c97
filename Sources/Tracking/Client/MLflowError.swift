/// What MLflow refused, or why it could not be asked.
public struct MLflowError: Error, Hashable, Sendable, CustomStringConvertible {
  public let kind: Kind
  /// `POST /api/2.0/mlflow/runs/create`; empty where nothing was asked.
  public let call: String
  /// nil without an answer.
  public let status: Int?
  /// MLflow's own: `RESOURCE_DOES_NOT_EXIST`.
  public let code: String?
  public let message: String

  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// No server, no answer, or a 5xx: trying again later may help.
    case unavailable
    /// 401, 403: credentials, rights, or the server's list of allowed hosts.
    case forbidden
    /// The tracking URI or another setting is none that can be used.
    case configuration
    /// The server refused what it was sent.
    case refused
  }

  init(kind: Kind, call: String = "", status: Int? = nil, code: String? = nil, message: String) {
    self.kind = kind
    self.call = call
    self.status = status
    self.code = code
    self.message = message
  }

  public var description: String {
    let answer = [status.map(String.init), code].compactMap(\.self).joined(separator: " ")
    let place = [call, answer].filter { !$0.isEmpty }.joined(separator: ": ")
    return "MLflow: " + [place, message].filter { !$0.isEmpty }.joined(separator: ": ")
  }
}
