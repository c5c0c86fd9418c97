import Foundation
import Yams

/// A value in a YAML file that knows its file, its line and its path, so that every complaint can name them.
public struct YAMLValue {
  public let file: String
  /// `domains.sales.keys`; empty for the document.
  public let path: String
  let node: Node

  /// Reads the file at `path`; errors name it as `path` does.
  public static func read(path: String) throws(YAMLError) -> YAMLValue {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw YAMLError(file: path, line: nil, message: "no such file, or it cannot be read")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw YAMLError(file: path, line: nil, message: "is not UTF-8 text")
    }
    return try parse(text, file: path)
  }

  /// Reads `text`; `file` is only for messages.
  public static func parse(_ text: String, file: String) throws(YAMLError) -> YAMLValue {
    do {
      guard let node = try Yams.compose(yaml: text) else {
        throw YAMLError(file: file, line: nil, message: "is empty; expected a mapping")
      }
      return YAMLValue(file: file, path: "", node: node)
    } catch let error as YamlError {
      throw YAMLError(file: file, line: error.line, message: error.problem)
    } catch let error as YAMLError {
      throw error
    } catch {
      throw YAMLError(file: file, line: nil, message: "\(error)")
    }
  }

  public var line: Int? { node.mark?.line }

  /// An error about this value.
  public func error(_ message: String) -> YAMLError {
    YAMLError(file: file, line: line, message: path.isEmpty ? message : "\(path): \(message)")
  }

  public func mapping() throws(YAMLError) -> YAMLMapping {
    guard case .mapping(let mapping) = node else { throw mismatch("a mapping") }
    return try YAMLMapping(value: self, mapping: mapping)
  }

  public func list() throws(YAMLError) -> [YAMLValue] {
    guard case .sequence(let sequence) = node else { throw mismatch("a list") }
    return sequence.enumerated().map { YAMLValue(file: file, path: "\(path)[\($0)]", node: $1) }
  }

  /// The text of a scalar; a number or a bool must be quoted to be text.
  public func string() throws(YAMLError) -> String {
    guard case .scalar(let scalar) = node, node.tag.description == "tag:yaml.org,2002:str" else {
      throw mismatch("text")
    }
    return scalar.string
  }

  public func strings() throws(YAMLError) -> [String] {
    var texts: [String] = []
    for value in try list() { texts.append(try value.string()) }
    return texts
  }

  public func integer(in range: ClosedRange<Int>) throws(YAMLError) -> Int {
    guard case .scalar(let scalar) = node, scalar.style == .plain || scalar.style == .any,
      let value = Int(scalar.string)
    else { throw mismatch("a whole number") }
    guard range.contains(value) else {
      throw error("is \(value); expected \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  public func number() throws(YAMLError) -> Double {
    guard case .scalar(let scalar) = node, scalar.style == .plain || scalar.style == .any,
      let value = Double(scalar.string), value.isFinite
    else { throw mismatch("a number") }
    return value
  }

  public func bool() throws(YAMLError) -> Bool {
    guard case .scalar(let scalar) = node, scalar.style == .plain || scalar.style == .any,
      ["true", "false"].contains(scalar.string)
    else { throw mismatch("true or false") }
    return scalar.string == "true"
  }

  /// The scalar as it is written, whatever its type; for values such as `true | false | neutral`.
  public func literal() throws(YAMLError) -> String {
    guard case .scalar(let scalar) = node else { throw mismatch("a single value") }
    return scalar.string
  }

  /// One of an enumeration's raw values.
  public func choice<Choice>(_ type: Choice.Type = Choice.self) throws(YAMLError) -> Choice
  where Choice: RawRepresentable & CaseIterable, Choice.RawValue == String {
    let text = try literal()
    guard let choice = Choice(rawValue: text) else {
      let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw error("is '\(text)'; expected one of \(known)")
    }
    return choice
  }

  private func mismatch(_ expected: String) -> YAMLError {
    let found =
      switch node {
      case .scalar(let scalar): "'\(scalar.string)'"
      case .mapping: "a mapping"
      case .sequence: "a list"
      case .alias: "an alias"
      }
    return error("is \(found); expected \(expected)")
  }
}

extension YamlError {
  fileprivate var line: Int? {
    switch self {
    case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
    case .duplicatedKeysInMapping(_, let context): context.mark.line
    default: nil
    }
  }

  fileprivate var problem: String {
    switch self {
    case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _),
      .reader(let problem, _, _, _):
      "is not YAML: \(problem)"
    case .duplicatedKeysInMapping(let duplicates, _):
      "has the key '\(duplicates.sorted().joined(separator: "', '"))' twice"
    default: "is not YAML: \(self)"
    }
  }
}
