import Foundation
import Testing

@testable import Forecasting

/// However the series are shared out, training and forecasts are those of one process.
@Suite struct ShardTests {
  /// As a shard keeps it between processes.
  private static func stored(_ trained: TrainedSeries) throws -> TrainedSeries {
    let encoder = PropertyListEncoder()
    encoder.outputFormat = .binary
    return try PropertyListDecoder().decode(TrainedSeries.self, from: encoder.encode(trained))
  }

  @Test(arguments: ReconciliationMethod.allCases)
  func everyNumberOfShardsGivesTheSameNumbers(_ method: ReconciliationMethod) throws {
    var settings = EngineSettings()
    settings.reconciliation = method
    settings.alternatives = ["global_regression"]
    settings.backtestOrigins = 13
    try Self.compare(settings)
  }

  /// Its intervals are calibrated over all series.
  @Test func everyNumberOfShardsGivesTheSameCombinations() throws {
    var settings = EngineSettings()
    settings.model = ModelLadder.defaultName
    settings.horizons = 3
    settings.backtestOrigins = 2
    try Self.compare(settings)
  }

  private static func compare(_ settings: EngineSettings) throws {
    let demo = try DemoPanel("profit")
    let (panel, series) = try demo.panel(asOf: DemoPanel.lastMonth)
    let grouping = demo.grouping(series)
    let training = try Engine.train(panel, grouping: grouping, settings: settings)
    let predictions = try Engine.predict(training, panel: panel, grouping: grouping)
    for count in [3, 8] {
      var trained: [Int: TrainedSeries] = [:]
      var base: [Int: [Double]] = [:]
      for shard in Shard.all(count) {
        let all = try Engine.series(panel, grouping)
        let positions = shard.positions(of: all.count)
        let parts = positions.map { all[$0] }
        let fitted = try Engine.fit(parts, of: panel, settings: settings, cores: 1).map(Self.stored)
        let points = try Engine.base(fitted, parts, settings: settings)
        for (position, (one, values)) in zip(positions, zip(fitted, points)) {
          trained[position] = one
          base[position] = values
        }
      }
      let reduced = try Engine.reduce(
        trained.sorted { $0.key < $1.key }.map(\.value), panel: panel, grouping: grouping, settings: settings)
      #expect(reduced == training)
      let again = try Engine.predict(
        reduced, panel: panel, grouping: grouping, base: base.sorted { $0.key < $1.key }.map(\.value))
      #expect(again == predictions)
    }
  }

  @Test func aModelOfAllSeriesRefusesSomeThatComeAlone() throws {
    let (panel, _) = try DemoPanel("sales").panel(asOf: DemoPanel.lastMonth)
    var settings = EngineSettings()
    settings.model = "global_regression"
    let error = #expect(throws: ForecastingError.self) {
      try Engine.fit(Array(Engine.series(panel, .none).prefix(3)), of: nil, settings: settings)
    }
    #expect("\(error.map(\.description) ?? "")".contains("learns from all series"))
  }

  @Test func aShardThatIsMissingIsRefused() throws {
    let (panel, _) = try DemoPanel("sales").panel(asOf: DemoPanel.lastMonth)
    var settings = EngineSettings()
    settings.backtestOrigins = 1
    let half = try Engine.fit(Array(Engine.series(panel, .none).prefix(21)), of: panel, settings: settings)
    #expect(throws: ForecastingError.mismatch("21 series are trained, panel and levels have 42")) {
      try Engine.reduce(half, panel: panel, grouping: .none, settings: settings)
    }
  }

  @Test func shardsAreReadAndShareOutEveryPositionOnce() {
    #expect(Shard("2/8")?.description == "2/8")
    for text in ["", "0/3", "4/3", "1/0", "-1/3", "1/3/5", "a/b", "1/", "1/10001", "1"] {
      #expect(Shard(text) == nil, "\(text)")
    }
    #expect(Shard.all(3).map { $0.positions(of: 7) } == [[0, 3, 6], [1, 4], [2, 5]])
    #expect(Shard.all(8).flatMap { $0.positions(of: 5) } == [0, 1, 2, 3, 4])
  }
}
