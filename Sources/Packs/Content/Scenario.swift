/// Whose number it is; decides the fill.
public enum Scenario: String, Hashable, Sendable, CaseIterable {
  case actual = "ac"
  case priorYear = "py"
  case forecast = "fc"
  case plan = "pl"
}
