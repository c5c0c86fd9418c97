import Domains

/// A row of the nodes' table before it is one: a node or several, with the sums of their steps.
struct PriceVolumeLine {
  let node: VarianceLine
  let reference: Amount
  let value: Amount
  private let steps: [PriceVolumeStep: Amount]

  func amount(of step: PriceVolumeStep) -> Amount { steps[step] ?? value - value }

  /// A line a node that has rows. Throws `PackError` (`rows`) for a node that has sales and no row.
  static func lines(_ nodes: [VarianceLine], _ index: PriceVolumeIndex) throws(PackError) -> [PriceVolumeLine] {
    var lines: [PriceVolumeLine] = []
    for node in nodes {
      let rows = try index.rows(of: node)
      guard let first = rows.first else { continue }
      func sum(_ amount: (PriceVolumeRow) -> Amount) -> Amount {
        rows.dropFirst().reduce(amount(first)) { $0 + amount($1) }
      }
      let steps = PriceVolumeStep.allCases.map { step in (step, sum(step.amount)) }
      lines.append(
        PriceVolumeLine(
          node: node, reference: sum(\.reference), value: sum(\.value),
          steps: Dictionary(uniqueKeysWithValues: steps)))
    }
    return lines
  }
}
