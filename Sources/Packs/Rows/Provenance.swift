/// What a reader finds the numbers' makers again by.
public struct Provenance: Hashable, Sendable {
  public let subject: Subject
  public let value: String

  /// What the value is of; the text is the name of a domain.
  public enum Subject: Hashable, Sendable {
    case asOf, vintage, engine
    case run(String)
    case dataset(String)
    case dbtProject(String)

    /// Nil for the whole pack.
    var domain: String? {
      switch self {
      case .asOf, .vintage, .engine: nil
      case .run(let domain), .dataset(let domain), .dbtProject(let domain): domain
      }
    }
  }

  public init(_ subject: Subject, _ value: String) {
    self.subject = subject
    self.value = value
  }

  /// `sales run`.
  func name(_ language: Language) -> String {
    switch subject {
    case .asOf: language.text(.dataAsOf)
    case .vintage: language.text(.vintage)
    case .engine: language.text(.engineVersion)
    case .run(let domain): language.text(.runOf, ["domain": domain])
    case .dataset(let domain): language.text(.datasetOf, ["domain": domain])
    case .dbtProject(let domain): language.text(.dbtProjectOf, ["domain": domain])
    }
  }
}
