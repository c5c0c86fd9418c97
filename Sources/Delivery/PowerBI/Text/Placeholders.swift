/// `{{name}}` in a template, replaced by values.
enum Placeholders {
  /// Throws for a placeholder that `values` does not have; `file` is for the message. A value of several lines takes
  /// the indentation of the placeholder's line.
  static func fill(
    _ template: String, _ values: [String: String], file: String
  ) throws(PowerBIError) -> String {
    var lines: [Substring] = []
    for line in template.split(separator: "\n", omittingEmptySubsequences: false) {
      lines.append(Substring(try fill(line: line, values, file: file)))
    }
    return lines.joined(separator: "\n")
  }

  private static func fill(
    line: Substring, _ values: [String: String], file: String
  ) throws(PowerBIError) -> String {
    let indent = line.prefix { $0 == " " }
    var filled = ""
    var rest = line
    while let open = rest.firstRange(of: "{{") {
      filled += rest[..<open.lowerBound]
      guard let close = rest[open.upperBound...].firstRange(of: "}}") else {
        throw PowerBIError(file: file, "'{{' without '}}' in: \(line)")
      }
      let name = String(rest[open.upperBound..<close.lowerBound])
      guard let value = values[name] else {
        throw PowerBIError(
          file: file, "no value for '{{\(name)}}'; known: \(values.keys.sorted().joined(separator: ", "))")
      }
      let parts = value.split(separator: "\n", omittingEmptySubsequences: false)
      filled += parts.joined(separator: "\n" + indent)
      rest = rest[close.upperBound...]
    }
    return filled + rest
  }
}
