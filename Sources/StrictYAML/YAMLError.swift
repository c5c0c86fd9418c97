/// What is wrong in a YAML file, and where.
public struct YAMLError: Error, Hashable, CustomStringConvertible {
  public let file: String
  /// From 1; nil when the whole file is meant.
  public let line: Int?
  /// What was found, what was expected.
  public let message: String

  public init(file: String, line: Int?, message: String) {
    self.file = file
    self.line = line
    self.message = message
  }

  /// `forecastpack.yml:12: unknown key 'horizon'; expected one of …`.
  public var description: String {
    line.map { "\(file):\($0): \(message)" } ?? "\(file): \(message)"
  }
}
