/// Why a pack could not be made: what, where, what to do.
public struct PackError: Error, Hashable, CustomStringConvertible {
  public let kind: Kind
  /// The file that it is about: a template, a layout, an output; nil when it is about rows.
  public let file: String?
  public let line: Int?
  public let message: String

  /// Each asks for something else of the caller.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// The definition, a template or a layout is wrong: mend the file.
    case definition
    /// The rows do not fit together or with the definition.
    case rows
    /// The pack cannot be written: disk full, no permission.
    case output
  }

  public init(_ kind: Kind, file: String? = nil, line: Int? = nil, _ message: String) {
    self.kind = kind
    self.file = file
    self.line = line
    self.message = message
  }

  /// `templates/html/pack.mustache:12: there is no name 'titel' …`.
  public var description: String {
    guard let file else { return message }
    return line.map { "\(file):\($0): \(message)" } ?? "\(file): \(message)"
  }
}
