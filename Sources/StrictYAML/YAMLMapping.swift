import Yams

/// A mapping that remembers which keys were asked for, so that `finish` can refuse the others.
///
/// Read every key that the format has, then call `finish`.
public final class YAMLMapping {
  public let value: YAMLValue
  /// In the order of the file.
  public let entries: [(key: String, value: YAMLValue)]
  private let keyLines: [Int?]
  private var asked: [String] = []

  init(value: YAMLValue, mapping: Node.Mapping) throws(YAMLError) {
    self.value = value
    var entries: [(key: String, value: YAMLValue)] = []
    var keyLines: [Int?] = []
    for (key, node) in mapping {
      guard case .scalar(let scalar) = key else { throw value.error("has a key that is not text") }
      let path = value.path.isEmpty ? scalar.string : "\(value.path).\(scalar.string)"
      let entry = YAMLValue(file: value.file, path: path, node: node)
      entries.append((scalar.string, entry))
      keyLines.append(key.mark?.line)
    }
    self.entries = entries
    self.keyLines = keyLines
  }

  /// The value of an optional key; nil when it is absent.
  public func optional(_ key: String) -> YAMLValue? {
    asked.append(key)
    return entries.first { $0.key == key }?.value
  }

  /// The value of a required key.
  public func required(_ key: String) throws(YAMLError) -> YAMLValue {
    guard let value = optional(key) else { throw value.error("lacks the key '\(key)'") }
    return value
  }

  /// Throws for the first key that nobody asked for.
  public func finish() throws(YAMLError) {
    for (entry, line) in zip(entries, keyLines) where !asked.contains(entry.key) {
      let known = asked.map { "'\($0)'" }.joined(separator: ", ")
      throw YAMLError(
        file: value.file, line: line,
        message: "unknown key '\(entry.value.path)'; expected one of \(known)")
    }
  }
}
