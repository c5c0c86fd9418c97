/// An ARIMA whose coefficients are known.
struct FittedArima {
  let order: ArimaOrder
  private var recursion = ArimaRecursion<Double>()
  private let mean: Double

  /// As kept in a state.
  init(_ state: ModelState) {
    let numbers = state["order"].map { Int($0) }
    order = ArimaOrder(
      numbers[0], numbers[1], numbers[2], seasonal: (numbers[3], numbers[4], numbers[5]), mean: numbers[6] == 1)
    mean = state["mean"][0]
    for (k, value) in state["ar"].enumerated() { recursion.ar[k] = value }
    for (k, value) in state["ma"].enumerated() { recursion.ma[k] = value }
    for (k, value) in state["seasonal_ar"].enumerated() { recursion.seasonalAR[k] = value }
    for (k, value) in state["seasonal_ma"].enumerated() { recursion.seasonalMA[k] = value }
  }

  /// The errors of differenced values and what follows them.
  func run(_ differenced: [Double], horizons: Int) -> (errors: [Double], forecasts: [Double]) {
    var storage = [ArimaRecursion<Double>.Seasonal](
      repeating: .init(), count: ArimaRecursion<Double>.seasons)
    var seasonal = storage.mutableSpan
    var past = ArimaRecursion<Double>.Past()
    var errors: [Double] = []
    var forecasts: [Double] = []
    errors.reserveCapacity(differenced.count)
    for time in 0..<(differenced.count + horizons) {
      let position = time % ArimaRecursion<Double>.seasons
      let isKnown = time < differenced.count
      let value = isKnown ? differenced[time] - mean : recursion.forecast(past, seasonal, position)
      let error = recursion.error(value, &past, &seasonal, position, hasSeasonalAR: true, hasSeasonalMA: true)
      if isKnown { errors.append(error) } else { forecasts.append(value + mean) }
    }
    return (errors, forecasts)
  }
}
