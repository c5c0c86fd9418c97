import Foundation

/// Feeds one target, leaving behind how far it came, so that the input that ended the process can be named.
struct FuzzRun {
  let target: String
  /// A file that holds the number of the current input.
  let trail: String

  static let seed = number("FORECASTPACK_FUZZ_SEED") ?? 1

  private static func number(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment[name].flatMap(Int.init)
  }

  struct Failed: Error { let description: String }

  /// Throws `Failed`, which names the input.
  func run() throws {
    guard let target = FuzzTarget.all.first(where: { $0.name == target }) else {
      throw Failed(description: "there is no target \(target)")
    }
    let mutator = Mutator(
      samples: try target.samples(), tokens: target.tokens.map { Array($0.utf8) }, seed: UInt64(Self.seed))
    let file = open(trail, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    defer { close(file) }
    let count = Self.number("FORECASTPACK_FUZZ_INPUTS") ?? 300
    let numbers = Self.number("FORECASTPACK_FUZZ_ONLY").map { $0..<$0 + 1 } ?? 0..<count
    for number in numbers {
      let text = Array(String(number).utf8) + [UInt8](repeating: UInt8(ascii: " "), count: 4)
      pwrite(file, text, text.count, 0)
      // Ten seconds of processor for one small input are a hang: SIGPROF ends the process, the trail names the input.
      limit(seconds: 10)
      let input = mutator.input(number)
      do {
        try target.body(input)
      } catch {
        throw Failed(description: "\(target.name): input \(number) of seed \(Self.seed): \(error)")
      }
    }
    limit(seconds: 0)
  }

  private func limit(seconds: Int) {
    var timer = itimerval(it_interval: timeval(), it_value: timeval(tv_sec: seconds, tv_usec: 0))
    setitimer(__itimer_which_t(ITIMER_PROF.rawValue), &timer, nil)
  }
}
