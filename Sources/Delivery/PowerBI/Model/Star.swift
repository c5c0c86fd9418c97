import Domains

/// The names of a model's tables: the facts of each domain and the dimensions around them.
struct Star {
  static let calendar = "Date"
  static let geography = "Geography"
  static let geographyKey = "Geography Key"
  static let horizon = "Horizon"
  static let runs = "Runs"
  static let findings = "DataQuality"
  static let access = "RegionAccess"
  static let measures = "Metrics"
  /// Key columns that make up the geography.
  static let geographicKeys = ["region", "country"]

  /// Names that Windows keeps for devices: each table is a file.
  private static let devices = ["con", "prn", "aux", "nul"] + (1...9).flatMap { ["com\($0)", "lpt\($0)"] }

  let subjects: [StarSubject]
  /// One for each key that is not geographic, shared by the domains that have it.
  let dimensions: [Dimension]
  var hasGeography: Bool { subjects.contains(where: \.hasGeography) }
  var hasRegion: Bool { subjects.contains { $0.geographicColumn("region") != nil } }

  struct Dimension: Hashable {
    /// The key column of the database.
    let key: String
    /// Table and column of the model.
    let table: String
    let column: String
  }

  init(_ settings: PowerBISettings) {
    let own = [
      Self.calendar, Self.geography, Self.horizon, Self.runs, Self.findings, Self.access, Self.measures,
      "Measures",
    ]
    var tables = ObjectNames(reserved: own + Self.devices)
    var labels = ObjectNames(reserved: settings.ratios.map { ObjectNames.clean($0.label) })
    var facts: [(PowerBISettings.Subject, label: String, actual: String, forecast: String, oneMonth: String)] =
      []
    for subject in settings.domains {
      let name = Self.camelCase(subject.domain.name)
      facts.append(
        (
          subject, labels.add(subject.domain.label), tables.add("Actual\(name)"), tables.add("Pred\(name)"),
          tables.add("Pred\(name)1m")
        ))
    }
    var dimensions: [Dimension] = []
    for key in settings.domains.flatMap(\.domain.keys) {
      guard !Self.geographicKeys.contains(key), !dimensions.contains(where: { $0.key.isSame(as: key) }) else {
        continue
      }
      let title = tables.add(Self.title(key))
      dimensions.append(Dimension(key: key, table: title, column: title))
    }
    self.dimensions = dimensions
    subjects = facts.map {
      StarSubject(
        settings: $0.0, label: $0.label, actual: $0.actual, forecast: $0.forecast, oneMonth: $0.oneMonth,
        dimensions: dimensions)
    }
  }

  /// `product_line` to `Product line`. Apostrophes become typographic ones: each straight one would have to be
  /// doubled by whoever names the table in DAX.
  private static func title(_ key: String) -> String {
    let spaced = key.unicodeScalars.map { $0 == "_" ? " " : $0 == "'" ? "\u{2019}" : $0 }
    let words = ObjectNames.clean(String(String.UnicodeScalarView(spaced)))
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  /// `gross_margin` to `GrossMargin`, as the workbook names its tables.
  static func camelCase(_ name: String) -> String {
    name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }
}

extension String {
  /// Byte for byte: two names that only look the same are two columns in PostgreSQL.
  func isSame(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
