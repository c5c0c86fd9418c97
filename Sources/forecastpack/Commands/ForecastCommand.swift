import ArgumentParser
import Forecasting

/// `forecastpack forecast`: the engine alone, from a CSV file to a CSV file.
struct ForecastCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast", abstract: "Forecast the series of a CSV file; no database is needed.",
    discussion: "Writes unique_id, h, y_hat, lo-80, hi-80, lo-95, hi-95: a row a series and month ahead.")
  @OptionGroup var options: EngineOptions

  @Option(help: "Where the forecasts go; - is standard output.")
  var out = "-"

  @Option(
    help: ArgumentHelp("The model.", discussion: EngineOptions.models))
  var model = "default"

  func run() throws {
    let settings = try options.settings(model: model)
    let file = try options.read()
    let result = try options.console.stage("forecast") {
      (try Engine.forecast(file.panel, settings: settings, cores: options.cores), model)
    }
    var text = CSVText(header: ["unique_id", "h", "y_hat", "lo-80", "hi-80", "lo-95", "hi-95"])
    for (id, (fit, forecast)) in zip(file.ids, zip(result.fits, result.forecasts)) {
      if fit.rung == SeriesFit.noForecast { options.console.error("no forecast: \(id): \(fit.reason)") }
      let bounds = [forecast.points, forecast.lower80, forecast.upper80, forecast.lower95, forecast.upper95]
      for horizon in forecast.points.indices {
        text.append([id, "\(horizon + 1)"] + bounds.map { "\($0[horizon])" })
      }
    }
    try text.write(to: out)
  }
}
