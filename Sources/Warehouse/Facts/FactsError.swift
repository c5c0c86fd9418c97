/// Why facts could not be loaded: what, where and, as far as it is known, in which line of which file.
public struct FactsError: Error, Hashable, Sendable, CustomStringConvertible {
  public var message: String
  /// Path of the file that the error is about.
  public var file: String?
  /// Line of the uncompressed text, the header is 1.
  public var line: Int?
  public var table: String?

  public init(_ message: String, file: String? = nil, line: Int? = nil, table: String? = nil) {
    self.message = message
    self.file = file
    self.line = line
    self.table = table
  }

  /// `facts/fact_sales.csv.gz:17: …; nothing was loaded`.
  public var description: String {
    let place = [file, line.map(String.init)].compactMap { $0 }.joined(separator: ":")
    let about = table.map { " (table \($0))" } ?? ""
    return (place.isEmpty ? "" : place + ": ") + message + about + "; nothing was loaded"
  }
}
