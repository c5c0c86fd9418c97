import ArgumentParser
import Domains
import Forecasting
import Warehouse

/// `forecastpack restatements`: which actuals changed since a vintage.
struct RestatementsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restatements",
    abstract: "Say which actuals are others now than a vintage saw, and by how much; build the datasets before."
  )
  @OptionGroup var options: GlobalOptions

  @Option(name: .customLong("as-of"), help: "The vintage; by default the latest published.")
  var asOf: Month?

  func run() throws {
    let session = try Session(options: options, application: "forecastpack restatements")
    try session.requireTables()
    for configured in session.configuration.domains {
      let domain = configured.domain
      let restatements = try session.restatements(domain, asOf: asOf)
      options.console.result(
        "\(domain.name) as of \(restatements.asOf): \(restatements.rows.count) actuals restated")
      for row in restatements.rows {
        options.console.result(
          "  \(row.series.values.joined(separator: " / "))  \(row.month)  "
            + "\(Self.text(row.before, domain)) -> \(Self.text(row.after, domain))  "
            + "\(Self.text((row.after ?? 0) - (row.before ?? 0), domain)) \(domain.unit)")
      }
    }
  }

  private static func text(_ value: Double?, _ domain: Domain) -> String {
    value.flatMap { Amount(rounding: $0, decimals: domain.decimals) }.map(\.description) ?? "none"
  }
}
