/// The months over which an actual is led from its prior year.
public enum BridgePeriod: String, Hashable, Sendable, CaseIterable { case month, ytd }
