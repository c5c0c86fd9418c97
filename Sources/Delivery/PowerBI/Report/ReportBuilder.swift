import Domains

/// Lays out the report: an overview, a page a domain, variances, accuracy, and data and runs.
struct ReportBuilder {
  let star: Star
  let settings: PowerBISettings

  /// Files below `definition/`.
  func files() -> [ProjectFile] {
    let index: JSONText = [
      "$schema":
        "https://developer.microsoft.com/json-schemas/fabric/item/report/definition/pagesMetadata/1.0.0/schema.json",
      "pageOrder": .array(pages.map { .string($0.identifier) }),
      "activePageName": .string(pages[0].identifier),
    ]
    return [ProjectFile("pages/pages.json", index.document)] + pages.flatMap { $0.files() }
  }

  var pages: [Page] {
    [overview] + star.subjects.map { DomainPageBuilder(subject: $0).page } + [variances, accuracy, dataAndRuns]
  }

  private var overview: Page {
    var layout = PageLayout(title: "Forecast overview")
    layout.place(slicers: [.asOf])
    for subject in star.subjects { layout.row(height: 88) { DomainPageBuilder(subject: subject).cards($0) } }
    for ratio in settings.ratios { layout.row(height: 88) { Self.cards(of: ratio, $0) } }
    let perRow = 3
    for start in stride(from: 0, to: star.subjects.count, by: perRow) {
      let subjects = star.subjects[start..<min(start + perRow, star.subjects.count)]
      layout.columns(height: 264, count: subjects.count) { column, frame in
        DomainPageBuilder(subject: subjects[start + column]).trend(frame)
      }
    }
    return layout.page(key: "overview", title: "Overview")
  }

  private var variances: Page {
    var layout = PageLayout(title: "Variances by month")
    layout.place(slicers: [.month, .fiscalYear])
    for subject in star.subjects { layout.row(height: 304) { DomainPageBuilder(subject: subject).months($0) } }
    return layout.page(key: "variances", title: "Variances")
  }

  private var accuracy: Page {
    var layout = PageLayout(title: "Accuracy by vintage: how far forecasts were from actuals")
    layout.place(slicers: [.month, .origin])
    for subject in star.subjects {
      layout.columns(height: 304, count: 2) { column, frame in
        let builder = DomainPageBuilder(subject: subject)
        return column == 0 ? builder.vintages(frame) : builder.horizons(frame)
      }
    }
    return layout.page(key: "accuracy", title: "Accuracy")
  }

  private var dataAndRuns: Page {
    var layout = PageLayout(title: "Data and runs")
    layout.place(slicers: [.asOf])
    let runs = [
      "domain", "as_of_month", "status", "is_current", "is_latest", "origin", "prediction_time", "published_at",
      "reason", "run_id",
    ]
    layout.row(height: 312) {
      Visual(
        kind: .table, key: "runs", frame: $0,
        alternativeText: "The runs, newest month first, with their status",
        title: "Runs", roles: [("Values", runs.map { .column(Star.runs, $0) })],
        sort: (.column(Star.runs, "as_of_month"), false))
    }
    let findings = ["domain", "severity", "code", "series", "month", "count", "message"]
    layout.row(height: 312) {
      Visual(
        kind: .table, key: "findings", frame: $0, alternativeText: "What the quality gates found in the data",
        title: "Findings in the data", roles: [("Values", findings.map { .column(Star.findings, $0) })],
        sort: (.column(Star.findings, "severity"), true))
    }
    return layout.page(key: "runs", title: "Data and runs")
  }

  private static func cards(of ratio: PowerBISettings.Ratio, _ frame: Visual.Frame) -> Visual {
    let label = ObjectNames.clean(ratio.label)
    let names = ["Month", "Month ΔPY", "Year To Date", "Year To Date ΔPY"]
    return Visual(
      kind: .card, key: "ratio \(label)", frame: frame,
      alternativeText:
        "\(label) of the month and of the year to date, each with its change in percentage points",
      title: label, roles: [("Data", names.map { .measure("\(label) \($0)", title: $0) })])
  }
}
