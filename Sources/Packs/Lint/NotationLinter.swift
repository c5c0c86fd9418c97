/// Checks a content against the rules that only the whole of it can break; the definition's are checked as it is read.
enum NotationLinter {
  /// Throws `PackError` (`definition`) for the first rule that is broken, with the table or chart that breaks it.
  static func check(_ content: PackContent) throws(PackError) {
    let units = Set(content.domains.map(\.domain.unit)).filter { !$0.isBlank }
    for (page, table) in content.tables { try check(table, on: page, units) }
    try check(scales(content))
  }

  static func check(_ table: Table, on page: String, _ units: Set<String>) throws(PackError) {
    let lines: [(NotationRule, String, String)] = [
      (.titleWho, table.title.who, "who reports"), (.titleWhat, table.title.what, "what is measured"),
      (.titleWhen, table.title.when, "which scenarios and period"),
    ]
    for (rule, text, what) in lines where text.isBlank {
      throw failure(rule, page, table.id, "its title does not say \(what)")
    }
    for (index, column) in table.columns.enumerated() where index > 0 && column.label.isBlank {
      throw failure(.seriesUnlabelled, page, table.id, "the column '\(column.key)' has no label")
    }
    let hasMoney = table.rows.contains { row in
      row.cells.contains { cell in
        if case .money = cell { true } else { false }
      }
    }
    if hasMoney, !units.contains(where: table.title.what.contains) {
      throw failure(
        .unitMissing, page, table.id, "it shows money, and its title has no unit: '\(table.title.what)'")
    }
  }

  static func check(_ scales: [ChartScale]) throws(PackError) {
    for scale in scales where scale.axis.lowerBound > 0 || scale.axis.upperBound < 0 {
      throw failure(.axisTruncated, scale.page, scale.chart, "its value axis does not start at zero")
    }
    for (position, scale) in scales.enumerated() {
      for other in scales[..<position]
      where other.page == scale.page && other.unit == scale.unit && other.axis != scale.axis
        && !(other.hasScaleBar && scale.hasScaleBar)
      {
        throw failure(
          .scaleUnequal, scale.page, scale.chart,
          "it has another scale than '\(other.chart)', and no bar to compare by")
      }
    }
  }

  /// Of the charts that stand beside others of their unit: the monthly ones.
  static func scales(_ content: PackContent) -> [ChartScale] {
    let shared = content.executive.sharedScale
    return content.executive.charts.map { chart in
      ChartScale(
        page: "executive", chart: chart.id,
        unit: chart.title.what.split(separator: ",").last.map(String.init) ?? "",
        axis: shared ?? axis(chart.values), hasScaleBar: true)
    }
  }

  /// From the least to the greatest value, zero included, as the axes are drawn.
  private static func axis(_ values: [Double]) -> ClosedRange<Double> {
    let axis = ValueAxis(values, top: 0, bottom: 1)
    return axis.low...axis.high
  }

  private static func failure(_ rule: NotationRule, _ page: String, _ id: String, _ message: String)
    -> PackError
  {
    PackError(.definition, rule.says("'\(id)' on the page '\(page)': \(message)"))
  }
}
