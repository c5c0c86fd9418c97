import Foundation
import HTTP

/// What the service says of a refresh: the execution details of one, or an entry of the history.
struct RefreshState {
  /// Unknown while it runs; Completed, Failed, Disabled, Cancelled, TimedOut.
  let status: String
  let reason: String?

  /// Nil where the answer has no such refresh yet.
  init?(_ response: HTTPResponse, name: String?) {
    guard let body = try? JSONSerialization.jsonObject(with: Data(response.body)) as? [String: Any] else {
      return nil
    }
    let entry: [String: Any]?
    if let history = body["value"] as? [[String: Any]] {
      entry = name.map { name in history.first { $0["requestId"] as? String == name } } ?? history.first
    } else {
      entry = body
    }
    guard let entry, let status = entry["extendedStatus"] as? String ?? entry["status"] as? String else {
      return nil
    }
    self.status = status
    let messages = (entry["messages"] as? [[String: Any]])?.compactMap { $0["message"] as? String }
    reason = messages?.joined(separator: "; ") ?? entry["serviceExceptionJson"] as? String
  }
}
