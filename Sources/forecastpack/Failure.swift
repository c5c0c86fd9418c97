/// What a command itself has to refuse; every other error comes from the library that met it.
enum Failure: Error, CustomStringConvertible {
  /// 64: the arguments.
  case usage(String)
  /// 65: the data.
  case data(String)
  /// 69: a service that does not do what it should.
  case unavailable(String)
  /// 73: what cannot be written.
  case output(String)
  /// 75: a run is in progress.
  case busy(String)
  /// 78: the configuration.
  case configuration(String)

  var description: String {
    switch self {
    case .usage(let text), .data(let text), .unavailable(let text), .output(let text), .busy(let text),
      .configuration(let text):
      text
    }
  }
}
