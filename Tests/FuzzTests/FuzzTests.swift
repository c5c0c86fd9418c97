import Foundation
import Testing

/// Mutated input for every parser: it is taken or refused by the parser's own error. A trap, another error, a hang or a
/// broken property fails, and is named by target, seed and number.
///
/// `FORECASTPACK_FUZZ_INPUTS` (300) inputs a target from `FORECASTPACK_FUZZ_SEED` (1) on; `FORECASTPACK_FUZZ_ONLY`
/// feeds one number alone, `FORECASTPACK_FUZZ_TARGETS` (parted by commas) leaves out all other parsers. `script/faults fuzz` is
/// the long form.
@Suite(.serialized) struct FuzzTests {
  @Test(arguments: FuzzTarget.chosen)
  func takesOrRefuses(target name: String) async throws {
    let trail = FileManager.default.temporaryDirectory
      .appendingPathComponent("forecastpack-fuzz-\(name)-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: trail) }
    let result = await #expect(processExitsWith: .success) { [name, trail = trail as String] in
      try FuzzRun(target: name, trail: trail).run()
    }
    if result == nil {
      let last = (try? String(contentsOfFile: trail, encoding: .utf8)) ?? "none"
      Issue.record("\(name): stopped at input \(last) of seed \(FuzzRun.seed)")
    }
  }
}
