import ArgumentParser
import Foundation

@main
struct ForecastPack: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecastpack",
    abstract: "Monthly forecasts of sales, inventory and profit: tables, pack and workbook.",
    subcommands: [
      DemoCommand.self, RunCommand.self, LoadCommand.self, BuildCommand.self, TrainCommand.self,
      PredictCommand.self, ReduceCommand.self, ShardsCommand.self,
      PublishCommand.self, RenderCommand.self, AccuracyCommand.self, MonitorCommand.self, BacktestCommand.self,
      ForecastCommand.self,
      DatabaseCommand.self, TrackCommand.self, ModelsCommand.self, ReproduceCommand.self,
      RestatementsCommand.self, PowerBICommand.self, PlanCommand.self, AdjustCommand.self, ApproveCommand.self,
      ShareCommand.self, SendCommand.self, VerifyCommand.self,
    ])

  /// Runs the command and exits with a code of sysexits.h; an error is said once, on standard error.
  static func main() {
    Interruption.watch()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      guard let status = ExitStatus(of: error) else { exit(withError: error) }
      Console(isQuiet: false).error("\(error)")
      Foundation.exit(status.rawValue)
    }
  }
}
