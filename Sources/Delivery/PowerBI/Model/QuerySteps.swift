/// A Power Query expression of steps, each with the one before.
struct QuerySteps {
  private var steps: [(name: String, text: String)] = []

  /// `step` is given the name of the step before.
  mutating func add(_ name: String, _ step: (String) -> String) {
    steps.append((name, step(steps.last?.name ?? "")))
  }

  var lines: [String] {
    let last = steps.last?.name ?? ""
    let body = steps.map { "    \($0.name) = \($0.text)" + ($0.name == last ? "" : ",") }
    return ["let"] + body + ["in", "    \(last)"]
  }
}
