import ArgumentParser
import Delivery
import Foundation
import HTTP
import Packs

/// `forecastpack powerbi`: the Power BI project over the forecast tables.
struct PowerBICommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "powerbi",
    abstract: "Write the Power BI project over the forecast tables, and refresh a published one.",
    subcommands: [Write.self, Draw.self, Refresh.self])

  struct Write: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract:
        "Write the project (PBIP) of the configured domains; the same configuration gives the same bytes.")
    @OptionGroup var options: GlobalOptions

    @Option(help: "The project's folder: a new one, or one of an earlier project.")
    var out: String

    func run() throws {
      let configuration = try options.configuration()
      let templates = try Templates(folder: configuration.pack.templates.appending(path: "powerbi"))
      let project = try PowerBIProject(settings: configuration.powerBI(), templates: templates)
      try project.write(to: URL(fileURLWithPath: out))
      options.console.result("\(out)/\(PowerBIProject.name).pbip")
    }
  }

  struct Draw: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Draw each page of a written project as an SVG: where its visuals stand and what they show.")
    @OptionGroup var options: GlobalOptions

    @Option(help: "The project's folder.")
    var project: String

    @Option(help: "The folder of the pictures.")
    var out: String

    func run() throws {
      for file in try Wireframes(project: URL(fileURLWithPath: project)).write(to: URL(fileURLWithPath: out)) {
        options.console.result(file)
      }
    }
  }
}

extension PowerBICommand {
  struct Refresh: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Refresh the published model that the configuration names, and wait for the end.",
      discussion: "The service principal's secret is read from the variable \(secret).")
    static let secret = "FORECASTPACK_POWERBI_SECRET"
    @OptionGroup var options: GlobalOptions

    func run() throws {
      guard let model = try options.configuration().powerBIModel else {
        throw Failure.configuration(
          "\(options.config): no block 'powerbi' names a published model; docs/powerbi.md says what it holds")
      }
      guard let secret = ProcessInfo.processInfo.environment[Self.secret], !secret.isEmpty else {
        throw Failure.configuration("\(Self.secret) is not set; it holds the service principal's secret")
      }
      let refresh = ModelRefresh(
        settings: model.refresh, secret: secret, client: HTTPClient(), sleep: HTTPClient.wait)
      options.console.result(try refresh.run())
    }
  }
}

extension Configuration {
  /// What the project is made from: the domains here, the ratios of the pack's executive page.
  func powerBI() throws -> PowerBISettings {
    let subjects = domains.map { configured in
      let tolerance: PowerBISettings.HitTolerance =
        switch configured.hitTolerance {
        case .fraction(let fraction): .fraction(fraction)
        case .amount(let amount): .amount(amount)
        }
      return PowerBISettings.Subject(domain: configured.domain, hitTolerance: tolerance)
    }
    var ratios: [PowerBISettings.Ratio] = []
    for row in try PackDefinition.read(path: pack.definition.path).executive.rows {
      if case .ratio(let numerator, let denominator, _) = row.measure {
        ratios.append(PowerBISettings.Ratio(label: row.label, numerator: numerator, denominator: denominator))
      }
    }
    return PowerBISettings(
      schema: schema, horizons: horizons, fiscalYearStart: fiscalYearStart, domains: subjects, ratios: ratios)
  }
}
