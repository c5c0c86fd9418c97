import Domains

/// Accuracy for a reader at the terminal: for each level and horizon the forecast beside linear regression and the naive methods.
struct AccuracyReport {
  let lines: [PooledAccuracy]

  /// A table a domain, level and origin; below it what the forecast gains at each horizon, and where it gains nothing.
  var text: String {
    var text: [String] = []
    var heading = ""
    var section: [PooledAccuracy] = []
    for line in lines {
      let window =
        line.origin == "backtest"
        ? "rolling origins" : line.window == 0 ? "all months" : "\(line.window) months"
      let next = "\(line.domain), \(line.level), \(line.origin), as of \(line.asOf), \(window)"
      if next != heading {
        text += verdict(section)
        section = []
        heading = next
        text += [
          "", next,
          "   h  method              pairs      WAPE   MASE (pairs)      bias           MAE          RMSE",
        ]
      }
      section.append(line)
      text.append(row(line))
    }
    return (text + verdict(section)).dropFirst().joined(separator: "\n")
  }

  private func row(_ line: PooledAccuracy) -> String {
    let mase = line.mase.map { "\(Self.fixed($0, 2)) (\(line.masePairs))" } ?? "n/a"
    let cells = [
      Self.right("\(line.horizon)", 4), "  " + Self.left(line.method, 17), Self.right("\(line.pairs)", 7),
      Self.right(Self.percent(line.wape), 10), Self.right(mase, 15),
      Self.right(Self.percent(line.bias, signed: true), 10), Self.right(Self.fixed(line.mae, 0), 14),
      Self.right(line.rmse.map { Self.fixed($0, 0) } ?? "n/a", 14),
    ]
    return cells.joined()
  }

  /// What the forecast gains on each method it is measured by, and where it gains nothing, said plainly.
  private func verdict(_ section: [PooledAccuracy]) -> [String] {
    ["linear_regression", "seasonal_naive", "naive"].compactMap { method in
      var gained: [String] = []
      var lost: [String] = []
      for line in section where line.method == "final" {
        guard let wape = line.wape,
          let other = section.first(where: { $0.horizon == line.horizon && $0.method == method }),
          let reference = other.wape
        else { continue }
        // Not of the same months: the reader must know.
        let pairs = other.pairs == line.pairs ? "" : "; \(line.pairs) and \(other.pairs) pairs"
        let points = "(\(Self.fixed((reference - wape) * 100, 1)) points\(pairs))"
        if wape < reference {
          gained.append("\(line.horizon) \(points)")
        } else {
          lost.append(wape == reference ? "\(line.horizon)" : "\(line.horizon) \(points)")
        }
      }
      let sentences = [
        gained.isEmpty ? nil : "gains on \(method) at h = " + gained.joined(separator: ", "),
        lost.isEmpty ? nil : "no better than \(method) at h = " + lost.joined(separator: ", "),
      ].compactMap(\.self)
      return sentences.isEmpty ? nil : sentences.joined(separator: "; ")
    }
  }

  private static func percent(_ fraction: Double?, signed: Bool = false) -> String {
    guard let fraction else { return "n/a" }
    return (signed && fraction > 0 ? "+" : "") + fixed(fraction * 100, 1) + " %"
  }

  private static func fixed(_ value: Double, _ decimals: Int) -> String {
    Amount(rounding: value, decimals: decimals)?.description ?? "n/a"
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  private static func left(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
