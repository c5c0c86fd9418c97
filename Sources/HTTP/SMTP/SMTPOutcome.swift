/// What became of one message to one recipient; the words are the server's or libcurl's.
public enum SMTPOutcome: Hashable, Sendable {
  /// The server has taken it.
  case accepted
  /// The server has not taken it and may later (4yz), or the connection broke before the message was whole.
  case deferred(String)
  /// The server will not take it (5yz).
  case refused(String)
  /// The whole message was handed over and no answer came: nobody knows.
  case unknown(String)
  /// No message goes through this server: it is not there, its certificate is not trusted, it offers no TLS, it
  /// refuses the password or the sender.
  case unavailable(String)
}
