import StrictYAML

/// Which rows of the accuracy views are shown.
public struct AccuracyDefinition: Hashable, Sendable {
  public var level: String
  /// `window_months` of the view.
  public var window: Int
  public var horizons: [Int]
  /// The first that has pairs at a horizon is shown.
  public var origins: [String]
  /// The published forecast first.
  public var methods: [Method]

  public struct Method: Hashable, Sendable {
    public let name: String
    public let label: String
  }

  init(_ value: YAMLValue) throws(YAMLError) {
    let keys = try value.mapping()
    level = try keys.required("level").string()
    window = try keys.required("window").integer(in: 1...600)
    horizons = try keys.required("horizons").items { (item) throws(YAMLError) in try item.integer(in: 1...60) }
    origins = try keys.required("origins").strings()
    methods = try keys.required("methods").items { (item) throws(YAMLError) in
      let keys = try item.mapping()
      let method = try Method(
        name: keys.required("method").string(),
        label: keys.required("label").named(.seriesUnlabelled, "is blank; a series has a name"))
      try keys.finish()
      return method
    }
    guard !methods.isEmpty else {
      throw value.error("methods: is empty; expected the published forecast first")
    }
    try keys.finish()
  }
}
