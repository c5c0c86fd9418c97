/// A model that fits series in lanes; one series alone is a batch of one.
protocol LaneFittedModel: ForecastModel {
  /// The fewest observations it takes.
  var minimumCount: Int { get }
  /// Fits series that have the observations it takes; element i belongs to `batch[i]`.
  func fitAll(_ batch: [TimeSeries]) -> [Result<ModelFit, Unsuitable>]
}

extension LaneFittedModel {
  public func fit(_ series: TimeSeries, settings: EngineSettings) throws(Unsuitable) -> ModelFit {
    try fit(batch: [series], settings: settings)[0].get()
  }

  /// Refuses series that are too short or not finite, and fits whose forecasts leave the range of a `Double`.
  public func fit(batch: [TimeSeries], settings: EngineSettings) -> [Result<ModelFit, Unsuitable>] {
    var results = batch.map { series in
      Result<ModelFit, Unsuitable>.failure(
        refusal(series) ?? Unsuitable("its forecasts leave the range of numbers"))
    }
    let suitable = batch.indices.filter { refusal(batch[$0]) == nil }
    for (index, result) in zip(suitable, fitAll(suitable.map { batch[$0] })) {
      guard case .success(let fit) = result else {
        results[index] = result
        continue
      }
      let points = predict(fit.state, batch[index], horizons: settings.horizons)
      if points.allSatisfy(\.isFinite) { results[index] = result }
    }
    return results
  }

  private func refusal(_ series: TimeSeries) -> Unsuitable? {
    if series.count < minimumCount {
      return Unsuitable("it has \(series.count) of the \(minimumCount) months that are needed")
    }
    return series.values.allSatisfy(\.isFinite) ? nil : Unsuitable("it has a value that is not finite")
  }

  /// Indices of a batch, long series first, so that lanes hold series of like length.
  func longestFirst(_ batch: [TimeSeries]) -> [Int] {
    batch.indices.sorted { (batch[$1].count, $0) < (batch[$0].count, $1) }
  }

  /// Calls `body` with up to eight indices at a time, series of like length together.
  func forEachGroup(_ batch: [TimeSeries], _ body: ([Int]) -> Void) {
    let order = longestFirst(batch)
    for start in stride(from: 0, to: order.count, by: Lanes.width) {
      body(Array(order[start..<min(start + Lanes.width, order.count)]))
    }
  }
}
