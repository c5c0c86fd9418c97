/// WAPE by horizon, the model beside the naive methods, at the leaves and in total: an SVG that stands alone.
struct AccuracyChart {
  private struct Line {
    let metric: String
    let label: String
    let style: String
  }

  private static let lines = [
    Line(metric: "wape", label: "model", style: "stroke:#222;stroke-width:2.5"),
    Line(metric: "seasonal_naive_wape", label: "seasonal naive", style: "stroke:#888;stroke-width:1.5"),
    Line(metric: "naive_wape", label: "naive", style: "stroke:#888;stroke-width:1.5;stroke-dasharray:4 3"),
  ]
  /// Across, as PNG.
  static let pixels = 1200
  private static let height = 180.0
  private static let width = 300.0

  private let metrics: [TrackedRun.Metric]

  init(_ metrics: [TrackedRun.Metric]) { self.metrics = metrics }

  var svg: String {
    let panels = ["leaf", "total"].enumerated().map { panel($1, left: 50 + Double($0) * 390) }
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 260" width="800" height="260" \
      font-family="DejaVu Sans, sans-serif" font-size="11">
      <rect width="800" height="260" fill="#fff"/>
      <text x="50" y="20" font-size="13">WAPE by horizon (months ahead), rolling-origin backtest</text>
      \(panels.joined(separator: "\n"))
      </svg>

      """
  }

  private func panel(_ level: String, left: Double) -> String {
    let points = Self.lines.map { line in
      metrics.filter { $0.key == "\(level)/\(line.metric)" }.sorted { $0.step < $1.step }
    }
    guard let top = points.joined().map(\.value).max(), top > 0, let last = points.joined().map(\.step).max()
    else {
      return "<text x=\"\(left)\" y=\"60\">\(level): no backtest</text>"
    }
    var parts = ["<text x=\"\(left)\" y=\"42\">\(level)</text>"]
    for tick in 0...2 {
      let value = top * Double(tick) / 2
      let y = Self.text(230 - Self.height * Double(tick) / 2)
      parts.append("<path d=\"M\(Self.text(left)) \(y)h\(Self.text(Self.width))\" stroke=\"#ddd\"/>")
      parts.append(
        "<text x=\"\(Self.text(left - 4))\" y=\"\(y)\" text-anchor=\"end\">\(Self.text(value * 100)) %</text>")
    }
    for (line, series) in zip(Self.lines, points) {
      let places = series.map { point in
        let x = left + Self.width * Double(point.step - 1) / Double(max(1, last - 1))
        return "\(Self.text(x)) \(Self.text(230 - Self.height * point.value / top))"
      }
      guard let end = places.last else { continue }
      parts.append("<path d=\"M\(places.joined(separator: "L"))\" fill=\"none\" style=\"\(line.style)\"/>")
      let corner = end.split(separator: " ")
      parts.append(
        "<text x=\"\(corner[0])\" y=\"\(corner[1])\" dy=\"-4\" text-anchor=\"end\">\(line.label)</text>")
    }
    parts.append("<text x=\"\(left)\" y=\"246\">1</text>")
    parts.append("<text x=\"\(left + Self.width)\" y=\"246\" text-anchor=\"end\">\(last)</text>")
    return parts.joined(separator: "\n")
  }

  /// One decimal, whatever the locale.
  private static func text(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return (tenths < 0 ? "-" : "") + "\(abs(tenths) / 10).\(abs(tenths) % 10)"
  }
}
