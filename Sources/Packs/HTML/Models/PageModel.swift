/// The whole page.
struct PageModel: TemplateModel {
  let content: PackContent
  let stylesheet: Stylesheet
  let workbook: String

  private var style: PageStyle { PageStyle(numbers: content.numbers, language: content.language) }

  static let fields: [String: TemplateField<PageModel>] = [
    "lang": .text { $0.content.language.rawValue },
    "title": .text { $0.content.title },
    "organisation": .text { $0.content.organisation },
    "as_of": .text { $0.content.language.name($0.content.asOf) },
    "measures": .text { $0.content.measures },
    "scenarios": .text { $0.content.scenarios },
    "stylesheet": .markup { $0.stylesheet.text },
    "stylesheet_hash": .text { $0.stylesheet.hash },
    "workbook": .text { $0.workbook },
    "is_draft": .flag { $0.content.approval == .draft },
    "approved_by": .optionalText { model in
      if case .approved(let by, let at) = model.content.approval { return "\(by), \(at)" }
      return nil
    },
    "checks_passed": .text { String($0.content.checksPassed) },
    "checks_total": .text { String($0.content.checks.count) },
    "is_sound": .flag { $0.content.isSound },
    "messages": .list { $0.content.messages.map(TextModel.init) },
    "comments": .list { $0.content.comments.map { PairModel(name: $0.author, value: $0.text) } },
    "summary": .object { TableModel($0.content.executive.summary, $0.style) },
    "charts": .list { model in
      model.content.executive.charts.map { ChartModel($0, model.style, width: 400, height: 210) }
    },
    "bridge": .object { model in
      model.content.executive.bridge.map { ChartModel($0, model.style, width: 560) }
    },
    "bridge_missing": .optionalText { $0.content.executive.bridgeMissing },
    "variance": .object { TableModel($0.content.executive.variance, $0.style, hasBars: true) },
    "trust": .text { $0.content.executive.trust },
    "trust_table": .object { TableModel($0.content.executive.trustTable, $0.style) },
    "domains": .list { model in model.content.domains.map { DomainModel(page: $0, style: model.style) } },
    "findings_summary": .object { TableModel($0.content.findings.summary, $0.style) },
    "findings": .object { TableModel($0.content.findings.all, $0.style) },
    "checks": .object { TableModel($0.content.checksTable, $0.style) },
    "provenance": .list { $0.content.provenance.map { PairModel(name: $0.name, value: $0.value) } },
    "glossary": .list { $0.content.glossary.map { PairModel(name: $0.term, value: $0.meaning) } },
  ]
}
