/// The forecasting engine: panel in, forecasts with intervals out. No I/O, no clock, no random numbers.
public enum Engine {
  /// Raised when a number may change; part of a run's identity.
  public static let version = "1"
}
