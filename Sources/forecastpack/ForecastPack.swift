import ArgumentParser

@main
struct ForecastPack: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecastpack",
    abstract: "Monthly forecasts of sales, inventory and profit: tables, pack and workbook.")
}
