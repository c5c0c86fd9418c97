import Domains
import Foundation
import StrictYAML

/// What forecastpack.yml says, checked. Relative paths in it are relative to its folder.
struct Configuration {
  /// The folder of the file: the project's root.
  let root: URL
  let schema: String
  let factsSchema: String
  let factsFolder: URL
  let dbtProject: URL
  let readerRole: String
  /// `forecast_loader` and `forecast_writer` where none are named; they are made by `db roles` alone.
  let loaderRole: String
  let writerRole: String
  /// Months ahead, 1...12.
  let horizons: Int
  /// 1...12; 7 means that a fiscal year starts in July.
  let fiscalYearStart: Int
  /// Months of each accuracy window; 0 is all of them.
  let accuracyWindows: [Int]
  let domains: [ConfiguredDomain]
  /// What each finding of the gates does, where it is not the default.
  let gates: [String: Gate]
  let pack: PackPaths
  /// Where analysts write their comments, a file a month.
  let comments: URL
  let monitoring: MonitoringConfiguration
  /// As-of months whose datasets are kept; nil is all of them.
  let archiveMonths: Int?
  /// Nil where no published Power BI model is named.
  let powerBIModel: PowerBIConfiguration?
  /// Nil where packs are not published beyond their own folder.
  let share: ShareConfiguration?
  /// Nil where nobody gets mail.
  let mail: MailConfiguration?

  struct Gate {
    let severity: Finding.Severity
    /// Where it stands, for an error about a code that nothing has.
    let value: YAMLValue
  }

  struct PackPaths {
    let definition: URL
    let templates: URL
    let folder: URL
  }

  /// Throws `YAMLError`, which names file and line.
  static func read(path: String) throws -> Configuration {
    let root = URL(fileURLWithPath: path).deletingLastPathComponent().standardizedFileURL
    return try Configuration(document: YAMLValue.read(path: path), root: root)
  }

  init(document: YAMLValue, root: URL) throws(YAMLError) {
    func folder(_ value: YAMLValue) throws(YAMLError) -> URL {
      URL(fileURLWithPath: try value.string(), relativeTo: root).standardizedFileURL
    }
    let top = try document.mapping()
    self.root = root
    schema = try Self.identifier(top.required("schema"))
    let facts = try top.required("facts").mapping()
    factsSchema = try Self.identifier(facts.required("schema"))
    factsFolder = try folder(facts.required("folder"))
    try facts.finish()
    let dbt = try top.required("dbt").mapping()
    dbtProject = try folder(dbt.required("project"))
    try dbt.finish()
    let reader = try top.required("reader_role")
    readerRole = try Self.identifier(reader)
    loaderRole = try Self.role(top.optional("loader_role"), "forecast_loader", besides: [readerRole], reader)
    writerRole = try Self.role(
      top.optional("writer_role"), "forecast_writer", besides: [readerRole, loaderRole], reader)
    horizons = try top.required("horizons").integer(in: 1...12)
    fiscalYearStart = try top.required("fiscal_year_start").integer(in: 1...12)
    accuracyWindows = try Self.windows(top.required("accuracy_windows"))
    domains = try Self.domains(top.required("domains"))
    gates = try Self.gates(top.optional("gates"))
    let pack = try top.required("pack").mapping()
    self.pack = PackPaths(
      definition: try folder(pack.required("definition")), templates: try folder(pack.required("templates")),
      folder: try folder(pack.required("folder")))
    try pack.finish()
    comments =
      try top.optional("comments").map { value throws(YAMLError) in try folder(value) }
      ?? root.appendingPathComponent("comments")
    monitoring = try MonitoringConfiguration(
      top.optional("monitoring"), windows: accuracyWindows, horizons: horizons, domains: domains)
    archiveMonths = try Self.archiveMonths(top.optional("archive"))
    powerBIModel = try top.optional("powerbi").map { value throws(YAMLError) in try PowerBIConfiguration(value)
    }
    share = try top.optional("share").map { value throws(YAMLError) in
      try ShareConfiguration(value, root: root)
    }
    let forecast = domains.map(\.domain)
    mail = try top.optional("mail").map { value throws(YAMLError) in
      try MailConfiguration(value, root: root, domains: forecast)
    }
    try top.finish()
  }

  private static func windows(_ value: YAMLValue) throws(YAMLError) -> [Int] {
    var windows: [Int] = []
    for window in try value.list() {
      let months = try window.integer(in: 0...600)
      guard !windows.contains(months) else { throw window.error("stands twice") }
      windows.append(months)
    }
    guard !windows.isEmpty else { throw value.error("is empty; expected at least one number of months") }
    return windows
  }

  private static func domains(_ value: YAMLValue) throws(YAMLError) -> [ConfiguredDomain] {
    var domains: [ConfiguredDomain] = []
    for (name, body) in try value.mapping().entries {
      domains.append(try ConfiguredDomain(name: name, body: body))
    }
    guard !domains.isEmpty else { throw value.error("is empty; expected at least one domain") }
    return domains
  }

  private static func archiveMonths(_ value: YAMLValue?) throws(YAMLError) -> Int? {
    guard let block = try value?.mapping() else { return nil }
    let months = try block.required("months").integer(in: 1...1200)
    try block.finish()
    return months
  }

  private static func gates(_ value: YAMLValue?) throws(YAMLError) -> [String: Gate] {
    guard let value else { return [:] }
    var gates: [String: Gate] = [:]
    for (code, severity) in try value.mapping().entries {
      gates[code] = Gate(severity: try severity.choice(), value: severity)
    }
    return gates
  }

  /// A role of its own: `usual` where none is named, which `reader` may have taken.
  private static func role(
    _ value: YAMLValue?, _ usual: String, besides others: [String], _ reader: YAMLValue
  ) throws(YAMLError) -> String {
    let name = if let value { try identifier(value) } else { usual }
    guard !others.contains(name) else {
      throw (value ?? reader).error("is the name of another role here; expected one of its own")
    }
    return name
  }

  /// A schema or role name: anything that PostgreSQL takes, without truncation.
  private static func identifier(_ value: YAMLValue) throws(YAMLError) -> String {
    let name = try value.string()
    guard (1...63).contains(name.utf8.count), !name.utf8.contains(0) else {
      throw value.error("is \(name.utf8.count) bytes long; expected 1 to 63")
    }
    return name
  }
}
