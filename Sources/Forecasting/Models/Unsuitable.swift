/// Why a model does not apply to a series: one sentence, without the name of the series.
public struct Unsuitable: Error, Hashable, Sendable, CustomStringConvertible {
  public let reason: String

  public init(_ reason: String) { self.reason = reason }

  public var description: String { reason }
}
