import ArgumentParser

/// `forecastpack doctor`: whether everything is there that a run needs.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Look at everything that a run needs, and say what to do about what is wrong.",
    discussion: "Exits 0 where a run can work, else with the code that it would end with.")
  @OptionGroup var options: GlobalOptions

  func run() throws {
    let checks = Doctor(options: options).checks()
    switch options.format {
    case .text:
      for check in checks {
        options.console.result("\(check.state.rawValue.paddedTo(6)) \(check.name): \(check.detail)")
        if let remedy = check.remedy { options.console.result("       -> \(remedy)") }
      }
    case .json: try options.console.result(json: checks)
    }
    if let status = checks.compactMap(\.status).first { throw ExitCode(status.rawValue) }
  }
}

extension String {
  fileprivate func paddedTo(_ width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
