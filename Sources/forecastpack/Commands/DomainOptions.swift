import ArgumentParser

/// Which domains a step works on: those that are named, else all that are configured.
struct DomainOptions: ParsableArguments {
  @Option(name: .customLong("domain"), help: "Only this domain; may be given several times.")
  var names: [String] = []

  /// In the order of the configuration. Throws `Failure.usage` for a name that is none.
  func domains(_ session: Session) throws -> [ConfiguredDomain] {
    let wanted = try names.map { try session.domain(named: $0).domain.name }
    return session.configuration.domains.filter { wanted.isEmpty || wanted.contains($0.domain.name) }
  }
}
