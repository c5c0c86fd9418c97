import Foundation
import Testing

/// The readers of script/test-requirements.txt, in a virtual environment of their own.
enum TestPython {
  /// `FORECASTPACK_TEST_PYTHON`, or the one that script/test makes.
  static var interpreter: String {
    ProcessInfo.processInfo.environment["FORECASTPACK_TEST_PYTHON"] ?? Sample.root
      + "/.forecastpack/test/bin/python"
  }

  /// What `script` (a file in Fixtures) prints; fails the test with its errors if it does not end well.
  static func run(_ script: String, _ arguments: [String]) throws -> String {
    try start(interpreter, [Sample.fixtures + "/" + script] + arguments)
  }

  static func start(_ program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    let (output, errors) = (Pipe(), Pipe())
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let complaint = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(program) \(arguments): \(complaint)")
    return text
  }
}
