import Domains
import Forecasting
import Warehouse

/// A published run of a domain, with what it saw.
public struct DomainRun: Sendable {
  public let run: LedgerRun
  public let series: RunSeries
  public let panel: Panel
  public let settings: EngineSettings
  /// dbt's id of the dataset's model; nil where dbt was not asked.
  public let datasetID: String?

  public init(run: LedgerRun, series: RunSeries, panel: Panel, settings: EngineSettings, datasetID: String?) {
    self.run = run
    self.series = series
    self.panel = panel
    self.settings = settings
    self.datasetID = datasetID
  }

  var domain: Domain { series.domain }
}
