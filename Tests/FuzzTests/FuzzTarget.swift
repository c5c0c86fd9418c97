import Foundation

/// A parser under fire: what it is fed, and what must hold of whatever it makes of it.
struct FuzzTarget: Sendable {
  let name: String
  let samples: @Sendable () throws -> [[UInt8]]
  let tokens: [String]
  /// Throws `Broken` where a property does not hold; a refusal by the parser's own error is caught within.
  let body: @Sendable ([UInt8]) throws -> Void

  init(
    _ name: String, samples: @autoclosure @escaping @Sendable () throws -> [[UInt8]], tokens: [String] = [],
    body: @escaping @Sendable ([UInt8]) throws -> Void
  ) {
    self.name = name
    self.samples = samples
    self.tokens = tokens
    self.body = body
  }

  /// A property that does not hold.
  struct Broken: Error { let what: String }

  static func require(_ holds: Bool, _ what: @autoclosure () -> String) throws {
    guard holds else { throw Broken(what: what()) }
  }

  static let all: [FuzzTarget] = csv + numbers + yaml + templates + json + compressed + conversation

  /// The names of those that are asked for; one that there is not fails.
  static let chosen =
    ProcessInfo.processInfo.environment["FORECASTPACK_FUZZ_TARGETS"].map {
      $0.split(separator: ",").map(String.init)
    } ?? all.map(\.name)

  static let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func file(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: packageRoot.appendingPathComponent(path)))
  }

  static func files(in folder: String, ending suffix: String) throws -> [[UInt8]] {
    try FileManager.default.contentsOfDirectory(atPath: packageRoot.appendingPathComponent(folder).path)
      .filter { $0.hasSuffix(suffix) }.sorted().map { try file("\(folder)/\($0)") }
  }
}
