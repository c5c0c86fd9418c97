import Domains
import Forecasting
import StrictYAML

/// An Excel Table of the workbook as `templates/xlsx/workbook.yml` asks for it: a relation of the database, or one a
/// domain where its name has `{domain}`.
public struct DataTableDefinition: Hashable, Sendable {
  let name: String
  let relation: String
  let months: Months
  let isOptional: Bool
  let file: String
  let line: Int?

  enum Months: Hashable, Sendable {
    case all
    case upTo(String)
    case only(String)
  }

  /// One table that the workbook shall have.
  public struct Request: Hashable, Sendable {
    public var name: String
    public var domain: String?
    public var relation: String
    public var months: Relation.Months
    /// Left out where it has no row.
    public var isOptional: Bool
    let file: String
    let line: Int?

    /// What a sheet of Excel holds below its head.
    public static let greatestRows = 1_048_575

    /// Throws `PackError`, which names the line that asked for the table, where it has more rows than a sheet holds.
    public func checkRows(_ count: Int) throws(PackError) {
      guard count <= Self.greatestRows else {
        throw error(
          "'\(relation)' has \(count) rows for '\(name)', a sheet holds \(Self.greatestRows): ask for one month with "
            + "'only', or take the table out")
      }
    }

    /// An error that names the line that asked for the table.
    public func error(_ message: String) -> PackError {
      PackError(.definition, file: file, line: line, message)
    }
  }

  init(_ value: YAMLValue) throws(YAMLError) {
    let keys = try value.mapping()
    name = try keys.required("name").string()
    relation = try keys.required("relation").string()
    let (upTo, only) = (try keys.optional("up_to")?.string(), try keys.optional("only")?.string())
    switch (upTo, only) {
    case (nil, nil): months = .all
    case (let column?, nil): months = .upTo(column)
    case (nil, let column?): months = .only(column)
    default: throw value.error("has both 'up_to' and 'only'; expected one of them, or none for every month")
    }
    isOptional = try keys.optional("optional")?.bool() ?? false
    try keys.finish()
    (file, line) = (value.file, value.line)
  }

  /// The tables that `templates`/xlsx/workbook.yml asks for, for these domains as of `asOf`. Throws `PackError` with
  /// file and line, also for a name that Excel has no room for.
  public static func requests(
    templates: String, domains: [Domain], asOf: Month
  ) throws(PackError) -> [Request] {
    let definitions = try yaml { () throws(YAMLError) in
      let keys = try YAMLValue.read(path: "\(templates)/xlsx/workbook.yml").mapping()
      return try keys.required("tables").items(DataTableDefinition.init)
    }
    var requests: [Request] = []
    for definition in definitions {
      let isPerDomain = definition.relation.contains("{domain}")
      for domain in isPerDomain ? domains.map({ Optional($0) }) : [nil] {
        let request = definition.request(domain, asOf)
        try request.checkName()
        guard !requests.contains(where: { $0.name.lowercased() == request.name.lowercased() }) else {
          throw request.error("the table '\(request.name)' is asked for twice")
        }
        requests.append(request)
      }
    }
    return requests
  }

  private func request(_ domain: Domain?, _ asOf: Month) -> Request {
    func fill(_ text: String) -> String {
      guard let domain else { return text }
      return text.replacing("{domain}", with: domain.name)
        .replacing("{Domain}", with: DataTable.camelCase(domain.name))
    }
    let months: Relation.Months =
      switch self.months {
      case .all: .all
      case .upTo(let column): .upTo(asOf, column: column)
      case .only(let column): .only(asOf, column: column)
      }
    return Request(
      name: fill(name), domain: domain?.name, relation: fill(relation), months: months, isOptional: isOptional,
      file: file, line: line)
  }
}

extension DataTableDefinition.Request {
  /// A name of Excel: letters, digits and `_`, no digit first, not like a cell (`A1`, `R1C1`), 31 characters as it is
  /// a sheet's name too.
  func checkName() throws(PackError) {
    let isPlain = try? #/[A-Za-z_][A-Za-z0-9_]{0,30}/#.wholeMatch(in: name)
    let isCell = try? #/[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*|[RrCc]/#.wholeMatch(in: name)
    guard isPlain != nil, isCell == nil else {
      throw error(
        "'\(name)' is no name for an Excel Table; expected letters, digits and _, at most 31, not like a cell")
    }
  }
}
