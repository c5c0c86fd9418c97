import Foundation

/// How hard the campaigns try: a number from the environment, set by `script/faults`, else the short form's.
enum Effort {
  static let kills = number("FORECASTPACK_KILLS", 10)
  /// Every how many-th system call meets a fault, 1 is each of them; nil: a handful, spread over all of them.
  static let stride = ProcessInfo.processInfo.environment["FORECASTPACK_FAULT_STRIDE"].flatMap(Int.init)
  static let seed = UInt64(number("FORECASTPACK_FAULT_SEED", 20_131_130))

  private static func number(_ name: String, _ short: Int) -> Int {
    ProcessInfo.processInfo.environment[name].flatMap(Int.init) ?? short
  }
}
