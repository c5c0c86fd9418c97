import Domains

/// The nodes that a variance table shows: parents before their children, the largest of the month first; beyond `top`
/// below one parent, one line for the rest.
struct VarianceHierarchy {
  private let kpis: KPIIndex
  private let levels: [String]
  private let top: Int
  /// A level's nodes by the node above them.
  private let children: [[SeriesKey: [SeriesKey]]]

  /// - Parameter levels: from the widest to the narrowest, those that the domain has; each refines the one before.
  init(_ kpis: KPIIndex, _ levels: [String], top: Int) {
    self.kpis = kpis
    self.levels = levels
    self.top = top
    children = levels.indices.map { position in
      let above = position == 0 ? [] : kpis.keys(of: levels[position - 1]) ?? []
      let isKept = kpis.domain.keys.map(above.contains)
      return Dictionary(grouping: kpis.nodes(levels[position])) { keys in
        SeriesKey(zip(keys.values, isKept).map { $1 ? $0 : Domain.Level.all })
      }
    }
  }

  var lines: [VarianceLine] { lines(under: kpis.total, depth: 0) }

  private func lines(under parent: SeriesKey, depth: Int) -> [VarianceLine] {
    guard depth < levels.count, let nodes = children[depth][parent], let names = kpis.keys(of: levels[depth])
    else { return [] }
    let level = levels[depth]
    let above = depth == 0 ? [] : kpis.keys(of: levels[depth - 1]) ?? []
    let own = kpis.domain.keys.lastIndex { names.contains($0) && !above.contains($0) }
    var lines = nodes.map { keys in
      VarianceLine(
        level: level, keys: keys, name: own.map { keys.values[$0] }, depth: depth, members: [keys],
        actual: value(level, keys))
    }
    lines.sort { left, right in
      let (first, second) = (left.actual?.scaled ?? .min, right.actual?.scaled ?? .min)
      return first == second ? left.keys < right.keys : first > second
    }
    let rest = lines.dropFirst(top)
    if rest.count > 1, let first = rest.first {
      let known = rest.compactMap(\.actual)
      lines.removeLast(rest.count)
      lines.append(
        VarianceLine(
          level: level, keys: first.keys, name: nil, depth: depth, members: rest.map(\.keys),
          actual: known.first.map { known.dropFirst().reduce($0, +) }))
    }
    return lines.flatMap { line in
      [line] + (line.members.count > 1 ? [] : self.lines(under: line.keys, depth: depth + 1))
    }
  }

  private func value(_ level: String, _ keys: SeriesKey) -> Amount? {
    kpis.first(level, keys, "month", MonthComparison.allCases.map(\.rawValue))?.value
  }
}

/// A row of a variance table before it is one: a node, or all the nodes that are too small for rows of their own.
struct VarianceLine {
  let level: String
  let keys: SeriesKey
  /// What its level adds to the one above; nil for the total and for several nodes.
  let name: String?
  let depth: Int
  /// One, or those that the line sums.
  let members: [SeriesKey]
  let actual: Amount?
}

extension BuildContext {
  func hierarchy(_ kpis: KPIIndex, _ levels: [String]) -> [VarianceLine] {
    VarianceHierarchy(kpis, levels, top: definition.top).lines
  }

  func label(_ line: VarianceLine) -> String {
    line.members.count > 1
      ? language.text(.others, ["count": numbers.count(line.members.count)])
      : line.name ?? language.text(.total)
  }
}
