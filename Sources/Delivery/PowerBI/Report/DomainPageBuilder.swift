import Domains

/// The page of a domain, and its visuals on the other pages.
struct DomainPageBuilder {
  let subject: StarSubject

  private var label: String { subject.label }
  private var isFlow: Bool { subject.domain.kind == .flow }

  var page: Page {
    var layout = PageLayout(title: "\(label), \(ObjectNames.clean(subject.domain.unit))")
    layout.place(slicers: [.asOf] + rows.suffix(3).reversed().map { .column(table: $0.table, name: $0.name) })
    layout.row(height: 88, cards)
    layout.columns(height: 264, count: 2) { column, frame in column == 0 ? trend(frame) : surprises(frame) }
    layout.row(height: 280, breakdown)
    return layout.page(key: "domain \(subject.domain.name)", title: label)
  }

  /// What series are told apart by: the geography where any level is, else the other keys.
  private var rows: [Field] {
    let others = subject.keys.compactMap { key in key.dimension.map { Field.column($0.table, $0.column) } }
    guard subject.isToldByGeography || others.isEmpty else { return others }
    let titles = ["region": "Region", "country": "Country"]
    let geography = Star.geographicKeys.filter { subject.geographicColumn($0) != nil }
      .map { Field.column(Star.geography, titles[$0] ?? $0) }
    return geography + others
  }

  /// The figures of the as-of month.
  func cards(_ frame: Visual.Frame) -> Visual {
    let names =
      ["Month Actual", "Month ΔFC", "Month ΔFC %", "Month ΔPY", "Month ΔPY %"]
      + (isFlow ? ["Year To Date", "Year To Date ΔPY", "Year Outlook"] : ["Next Month", "Year Outlook"])
    let reach = isFlow ? "the year to date and the year's outlook" : "the next month's end and the year's end"
    return Visual(
      kind: .card, key: "cards \(label)", frame: frame,
      alternativeText: "\(label) of the month, against its forecast and the prior year, with \(reach)",
      title: label, roles: [("Data", names.map { measure($0) })])
  }

  /// Actual solid, forecast dashed and joined to it, prior year light.
  func trend(_ frame: Visual.Frame) -> Visual {
    let actual = measure("Actual")
    let forecast = measure("Forecast Line", title: "Forecast")
    let prior = measure("Prior Year")
    let month = Field.column(Star.calendar, "Month Start", title: "Month")
    return Visual(
      kind: .line, key: "trend \(label)", frame: frame,
      alternativeText:
        "\(label) by month: actual as a solid line, forecast as a dashed one joined to it, prior year in grey",
      title: "\(label) by month", roles: [("Category", [month]), ("Y", [forecast, actual, prior])],
      objects: [
        (
          "lineStyles",
          [
            Formatting().text("lineStyle", "dashed").of(forecast),
            Formatting().text("lineStyle", "solid").of(actual),
            Formatting().text("lineStyle", "solid").of(prior),
          ]
        ),
        (
          "dataPoint",
          [
            Formatting().colour("fill", "#3A3A3A").of(forecast),
            Formatting().colour("fill", "#3A3A3A").of(actual),
            Formatting().colour("fill", "#BDBDBD").of(prior),
          ]
        ),
        ("legend", [Formatting().flag("show", true).text("position", "Top")]),
      ], sort: (month, true))
  }

  /// Actual less forecast by month.
  private func surprises(_ frame: Visual.Frame) -> Visual {
    let month = Field.column(Star.calendar, "Month Start", title: "Month")
    return Visual(
      kind: .combo, key: "surprises", frame: frame,
      alternativeText:
        "\(label) by month: actual less the forecast of the vintage before, in money and in percent",
      title: "ΔFC by month: actual less forecast one month ahead",
      roles: [("Category", [month]), ("Y", [measure("ΔFC")]), ("Y2", [measure("ΔFC %")])], sort: (month, true))
  }

  private func breakdown(_ frame: Visual.Frame) -> Visual {
    let names =
      ["Month Actual", "Month ΔFC", "Month ΔFC %", "Month ΔPY", "Month ΔPY %"]
      + (isFlow ? ["Year To Date", "Year To Date ΔPY", "Year To Date ΔPY %"] : ["Next Month"])
    return matrix(
      "breakdown", "\(label) of the month by \(rowNames)", frame, rows: rows, columns: [],
      values: names.map { measure($0) },
      coloured: ["Month ΔFC", "Month ΔPY"])
  }

  /// Variances by month.
  func months(_ frame: Visual.Frame) -> Visual {
    matrix(
      "months \(label)", "\(label): ΔFC and ΔPY by \(rowNames) and month", frame, rows: rows,
      columns: [.column(Star.calendar, "Year Month", title: "Month")],
      values: [measure("ΔFC"), measure("ΔPY"), measure("ΔPY %")], coloured: ["ΔFC", "ΔPY"])
  }

  /// Errors of each vintage by horizon.
  func vintages(_ frame: Visual.Frame) -> Visual {
    matrix(
      "vintages \(label)", "\(label): WAPE by vintage and months ahead", frame,
      rows: [.column(Star.runs, "as_of_month", title: "Vintage")],
      columns: [.column(Star.horizon, "Horizon", title: "Months ahead")], values: [measure("WAPE")],
      coloured: [])
  }

  /// Accuracy by horizon with the number of pairs.
  func horizons(_ frame: Visual.Frame) -> Visual {
    let names = ["Pairs", "WAPE", "Bias", "Bias %", "Hits", "Coverage 80", "Coverage 95"]
    return matrix(
      "horizons \(label)", "\(label): accuracy by months ahead; positive bias: forecasts were too low", frame,
      rows: [.column(Star.horizon, "Horizon", title: "Months ahead")], columns: [],
      values: names.map { measure($0) },
      coloured: [])
  }

  private var rowNames: String { rows.map { $0.name.lowercased() }.joined(separator: ", ") }

  /// A measure of the domain, called by what follows the label unless `title` says otherwise.
  private func measure(_ name: String, title: String? = nil) -> Field {
    .measure("\(label) \(name)", title: title ?? name)
  }

  private func matrix(
    _ key: String, _ title: String, _ frame: Visual.Frame, rows: [Field], columns: [Field], values: [Field],
    coloured: [String]
  ) -> Visual {
    var objects = [("columnHeaders", [Formatting().text("columnAdjustment", "growToFit")])]
    let colours = coloured.map { name in
      Formatting().colour("fontColor", from: .measure("\(label) \(name) Colour"))
        .of(.measure("\(label) \(name)"), everyRow: true)
    }
    if !colours.isEmpty { objects.append(("values", colours)) }
    var roles = [("Rows", rows)]
    if !columns.isEmpty { roles.append(("Columns", columns)) }
    roles.append(("Values", values))
    return Visual(
      kind: .matrix, key: key, frame: frame, alternativeText: title, title: title, roles: roles,
      objects: objects)
  }
}
