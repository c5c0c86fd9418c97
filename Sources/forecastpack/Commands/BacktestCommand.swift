import ArgumentParser
import Forecasting

/// `forecastpack backtest`: how well models would have forecast the series of a CSV file.
struct BacktestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backtest",
    abstract: "Forecast the last months of a CSV file's series from what was known before, and compare.",
    discussion:
      "Accuracy is printed per model and horizon, beside linear regression and the naive methods, or per series."
  )
  @OptionGroup var options: EngineOptions

  @Option(
    help: ArgumentHelp(
      "A model; may be given several times.",
      discussion: EngineOptions.models))
  var model: [String] = []

  @Option(help: "How accuracy is printed: text, json or csv.")
  var format = BacktestReport.Format.text

  @Flag(help: "A row for each series beside those of all together.")
  var perSeries = false

  @Option(help: "Where the forecasts of every origin go, as CSV.")
  var out: String?

  func run() throws {
    let names = model.isEmpty ? ["default"] : model
    let settings = try names.map(options.settings(model:))
    let file = try options.read()
    var report = BacktestReport(ids: file.ids, models: names, perSeries: perSeries)
    var forecasts = CSVText(header: ["model", "unique_id", "origin", "h", "y_hat", "y"])
    for setting in settings {
      let result = try options.console.stage("backtest") {
        (try Engine.backtest(file.panel, settings: setting, cores: options.cores), setting.model)
      }
      report.add(setting.model, result.evaluation)
      guard out != nil else { continue }
      for (id, backtest) in zip(file.ids, result.backtests) {
        append(&forecasts, model: setting.model, id: id, backtest)
      }
    }
    switch format {
    case .text: options.console.result(report.text)
    case .json: try options.console.result(json: report.rows)
    case .csv: try report.csv.write(to: "-")
    }
    if let out { try forecasts.write(to: out) }
  }

  private func append(_ forecasts: inout CSVText, model: String, id: String, _ backtest: Backtest) {
    for origin in (0..<backtest.origins).reversed() {
      let month = backtest.series.firstMonth + backtest.seen(origin) - 1
      for horizon in 1...backtest.realised(origin) {
        forecasts.append([
          model, id, "\(month)", "\(horizon)", "\(backtest.forecast(origin, horizon))",
          "\(backtest.actual(origin, horizon))",
        ])
      }
    }
  }
}
