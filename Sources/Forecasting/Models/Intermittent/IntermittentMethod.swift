/// How demand that is often zero is forecast.
enum IntermittentMethod: Sendable {
  /// Smoothed size over smoothed interval (Croston 1972).
  case croston
  /// Croston's with the bias of the ratio taken off (Syntetos and Boylan 2005).
  case syntetosBoylan
  /// Smoothed size times smoothed probability, which falls while nothing is asked for (Teunter, Syntetos and Babai
  /// 2011).
  case teunterSyntetosBabai
  /// Smoothed sums of blocks as long as the mean interval (Nikolopoulos and others 2011).
  case aggregate
  /// The mean over blocks of one month up to the mean interval (Petropoulos and Kourentzes 2015).
  case multipleAggregation
}
