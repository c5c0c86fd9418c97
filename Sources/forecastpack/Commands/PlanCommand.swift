import ArgumentParser
import Domains
import Forecasting
import Warehouse

/// `forecastpack plan`: what actuals and outlooks are compared with.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Load a plan, say which plans there are, bring them into a published vintage.",
    subcommands: [Load.self, List.self, Use.self])

  struct Load: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Load a plan from CSV: month, the domain's keys, plan, unit. All of it or nothing.")
    @OptionGroup var options: GlobalOptions
    @Option(help: "The domain that is planned.") var domain: String
    @Option(help: "What the plan is called; loading it again replaces it for vintages to come.") var version:
      String
    @Option(
      parsing: .singleValue,
      help: "What the plan covers, as channel=Reseller; repeat it for more keys; '(all)' for everything.")
    var scope: [String] = []
    @Option(help: "The first as-of month that may see it; by default the month before the plan begins.")
    var knownFrom: Month?
    @Argument(help: "The file.") var file: String

    func run() throws {
      let session = try Session(options: options, application: "forecastpack plan load")
      let lock = try session.lock()
      defer { withExtendedLifetime(lock) {} }
      try session.requireTables()
      let domain = try session.domain(named: self.domain).domain
      let scope = try scope.isEmpty ? nil : PlanScope(scope, domain: domain, version: version)
      let known = try session.knownSeries(domain)
      let plan: Plan
      do {
        plan = try Plan(
          domain: domain, version: version, scope: scope?.keys, knownFrom: knownFrom,
          rows: PlanFile(path: file, domain: domain, known: known).rows, known: known)
      } catch let error as PlanError {
        throw Failure.data("\(file): \(error)")
      }
      let loaded = try session.plans.load(plan, from: .file, now: session.clock.epoch)
      options.console.result(
        "\(domain.name) \(version): \(plan.rows.count) rows, \(plan.total) \(domain.unit)"
          + (loaded ? "" : ", loaded before: nothing changed"))
      if loaded {
        options.console.note(
          "vintages from \(plan.knownFrom) on take it when they are published; those that are keep theirs until "
            + "'forecastpack plan use'"
        )
      }
    }
  }

  struct Use: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract:
        "Give a published vintage the plans that it may see now, in place of those it was published with.")
    @OptionGroup var options: GlobalOptions
    @Option(name: .customLong("as-of"), help: "The as-of month, as 2013-11.") var asOf: Month
    @Option(help: "Why an approved vintage may be changed; it must be approved again.") var supersede: String?

    func run() throws {
      guard supersede?.isEmpty != true else { throw Failure.usage("--supersede is empty: say why") }
      let session = try Session(options: options, application: "forecastpack plan use")
      let lock = try session.lock()
      defer { withExtendedLifetime(lock) {} }
      try session.requireTables()
      let runs = try session.configuration.domains.map {
        ($0.domain, try session.publishedRun($0.domain, asOf: asOf))
      }
      try session.console.stage("plan") {
        try session.amend(asOf, touchesForecasts: false) {
          try session.reopen(asOf, supersede: supersede)
          for (domain, run) in runs { try session.plans.attach(domain, runID: run.runID) }
        }
        return ((), asOf.description)
      }
      for path in session.packFiles(asOf) { options.console.result(path.path) }
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say every load of a plan, the newest last.")
    @OptionGroup var options: GlobalOptions

    func run() throws {
      let session = try Session(options: options, application: "forecastpack plan list")
      try session.requireTables()
      for load in try session.plans.loads() {
        options.console.result(
          "\(load[0])  \(load[1])  \(load[2])..\(load[3])  \(load[4])  known from \(load[5])  \(load[6])  \(load[7])"
        )
      }
    }
  }
}
