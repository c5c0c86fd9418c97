import ArgumentParser
import Foundation

@main
struct ForecastPack: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecastpack",
    abstract: "Monthly forecasts of sales, inventory and profit: tables, pack and workbook.",
    version: Version.current,
    subcommands: [
      DemoCommand.self, RunCommand.self, LoadCommand.self, BuildCommand.self, TrainCommand.self,
      PredictCommand.self, ReduceCommand.self, ShardsCommand.self,
      PublishCommand.self, RenderCommand.self, AccuracyCommand.self, MonitorCommand.self, BacktestCommand.self,
      ForecastCommand.self,
      DatabaseCommand.self, TrackCommand.self, ModelsCommand.self, ReproduceCommand.self,
      RestatementsCommand.self, PowerBICommand.self, PlanCommand.self, AdjustCommand.self, ApproveCommand.self,
      ShareCommand.self, SendCommand.self, VerifyCommand.self, DoctorCommand.self,
    ])

  /// Runs the command and exits with a code of sysexits.h; an error is said once, on standard error.
  static func main() {
    CoreDumps.forbid()
    Interruption.watch()
    var name = "forecastpack"
    do {
      var command = try parseAsRoot()
      name = type(of: command).configuration.commandName ?? name
      try command.run()
      try RunLog.process.finish(command: name, status: 0)
    } catch {
      let status = ExitStatus(of: error)
      let code = status?.rawValue ?? exitCode(for: error).rawValue
      do {
        try RunLog.process.finish(command: name, status: code)
      } catch let problem where "\(problem)" != "\(error)" {
        Console(isQuiet: false).error("\(problem)")
      } catch {}
      guard let status else { exit(withError: error) }
      Console(isQuiet: false).error("\(error)")
      Foundation.exit(status.rawValue)
    }
  }
}
