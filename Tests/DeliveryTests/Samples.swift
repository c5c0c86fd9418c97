import Domains
import Foundation

@testable import Delivery

/// Settings that tests make projects from.
enum Samples {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func templates() throws -> Templates {
    try Templates(folder: root.appending(path: "templates/powerbi"))
  }

  static func project(_ settings: PowerBISettings) throws -> PowerBIProject {
    try PowerBIProject(settings: settings, templates: templates())
  }

  /// Two flows told by geography and a stock that is not.
  static var plain: PowerBISettings {
    let levels = [
      Domain.Level(name: "total", keys: []), Domain.Level(name: "country", keys: ["region", "country"]),
    ]
    let keys = ["region", "country", "channel", "category"]
    return settings([
      subject("sales", "Sales", keys, .flow, .higher, levels, .fraction(0.1)),
      subject("profit", "Gross profit", keys, .flow, .higher, levels, .amount(50_000)),
      subject(
        "inventory", "Inventory", ["region", "country", "category"], .stock, .neutral, [levels[0]],
        .fraction(0.1)),
    ])
  }

  /// Names that every language involved must escape, names that differ only in case, a domain without geography.
  static var hostile: PowerBISettings {
    let total = Domain.Level(name: "total", keys: [])
    let keys = [
      "product \"line\"", "bad]name", "a:b", "con", "x<y>|z?*/\\", "two\nlines", "channel", "Channel", "VALUE",
      "date",
      "#(cr)", "クラス", "'\u{301}quote'", " padded ", "\u{202E}rtl",
    ]
    let label = "Sales\tactual] 'x' \"q\" #(lf) = {{y}}: a.b \\ ไทย שלום"
    return settings(
      [
        subject("a_b", label, keys, .stock, .lower, [total], .amount(2.5), decimals: 6),
        subject(
          "ab", "SALES", ["country", "Country"], .flow, .neutral, [total], .fraction(0.125), decimals: 0),
        subject("sales", "Sales", ["region", "country"], .flow, .higher, [total], .fraction(0.1)),
        subject(
          "profit", String(repeating: "long ", count: 200), ["region"], .flow, .higher, [total], .amount(1)),
      ], schema: "we\"ird #(lf) Schéma 'x'", fiscalYearStart: 7)
  }

  static func subject(
    _ name: String, _ label: String, _ keys: [String], _ kind: Domain.Kind, _ preference: Domain.Preference,
    _ levels: [Domain.Level], _ tolerance: PowerBISettings.HitTolerance, decimals: Int = 2
  ) -> PowerBISettings.Subject {
    let domain = Domain(
      name: name, label: label, dataset: "ml_train_\(name)_monthly", keys: keys, unit: "USD",
      decimals: decimals,
      kind: kind, preference: preference, levels: levels)
    return PowerBISettings.Subject(domain: domain, hitTolerance: tolerance)
  }

  static func settings(
    _ subjects: [PowerBISettings.Subject], schema: String = "ml", fiscalYearStart: Int = 1
  ) -> PowerBISettings {
    PowerBISettings(
      schema: schema, horizons: 12, fiscalYearStart: fiscalYearStart, domains: subjects,
      ratios: [PowerBISettings.Ratio(label: "Margin %", numerator: "profit", denominator: "sales")])
  }

  static let all: [(name: String, settings: PowerBISettings)] = [("plain", plain), ("hostile", hostile)]
}
