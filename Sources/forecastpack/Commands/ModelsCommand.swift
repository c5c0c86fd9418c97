import ArgumentParser
import Forecasting
import Tracking

/// `forecastpack models`: which model forecasts each domain, and how another one takes its place.
struct ModelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models", abstract: "Say which model forecasts each domain; compare, promote, go back.",
    subcommands: [List.self, Compare.self, Promote.self, Rollback.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say who forecasts each domain, and every decision, the newest first.")
    @OptionGroup var options: GlobalOptions

    func run() throws {
      let session = try Session(options: options, application: "forecastpack models list")
      try session.requireTables()
      for configured in session.configuration.domains {
        let name = configured.domain.name
        let next = (try? session.latestRun(name).asOf).map { $0 + 1 }
        let champion = try next.map { try session.champion(configured, asOf: $0) } ?? configured.model
        let since =
          champion == configured.model ? "as configured" : "promoted, configured is \(configured.model)"
        options.console.result("\(name): \(champion) (\(since))")
        for decision in try session.decisions.list(domain: name) {
          options.console.result(
            "  \(decision[0]) \(decision[1]): \(decision[2]) \(decision[5]), \(decision[3]) \(decision[6]), "
              + "p \(decision[7]) -> \(decision[4]); \(decision[8]): \(decision[9])")
        }
      }
    }
  }

  struct Compare: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Backtest a model beside the champion on the latest vintage's data; nothing is decided.")
    @OptionGroup var options: GlobalOptions
    @Argument(help: "The domain.") var domain: String
    @Argument(help: "The model that challenges.") var model: String

    func run() throws {
      let session = try Session(options: options, application: "forecastpack models compare")
      try session.requireTables()
      let trial = try session.trial(session.domain(named: domain), challenger: model)
      options.console.result(ComparisonReport(trial.comparison, rule: PromotionRule()).text)
    }
  }

  struct Promote: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract:
        "Let the rule decide whether a model takes over from the next month on; with a reason, decide yourself."
    )
    @OptionGroup var options: GlobalOptions
    @Argument(help: "The domain.") var domain: String
    @Argument(help: "The model that challenges.") var model: String
    @Option(help: "Why it takes over whatever the rule says; recorded with who and when.") var reason: String?

    func run() throws {
      guard reason?.isEmpty != true else { throw Failure.usage("--reason is empty: say why") }
      let session = try Session(options: options, application: "forecastpack models promote")
      try session.requireTables()
      let configured = try session.domain(named: domain)
      let trial = try session.trial(configured, challenger: model)
      let decision = try session.decide(configured, trial, kind: reason == nil ? .rule : .hand, reason: reason)
      options.console.result(ComparisonReport(trial.comparison, rule: decision.rule).text)
      options.console.result("\(decision.decided) forecasts \(domain) from \(decision.asOf + 1) on")
    }
  }

  struct Rollback: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Go back to the champion before the last change.")
    @OptionGroup var options: GlobalOptions
    @Argument(help: "The domain.") var domain: String
    @Option(help: "Why; recorded with who and when.") var reason: String

    func run() throws {
      guard !reason.isEmpty else { throw Failure.usage("--reason is empty: say why") }
      let session = try Session(options: options, application: "forecastpack models rollback")
      try session.requireTables()
      let configured = try session.domain(named: domain)
      guard let former = try session.decisions.former(domain: domain) else {
        throw Failure.data("the model of \(domain) was never changed: there is nothing to go back to")
      }
      let trial = try session.trial(configured, challenger: former)
      let decision = try session.decide(configured, trial, kind: .rollback, reason: reason)
      options.console.result("\(decision.decided) forecasts \(domain) from \(decision.asOf + 1) on")
    }
  }
}
