/// One page of a pack before it is laid out: a template and what it is shown with.
struct PackPage: Sendable {
  /// The anchor in the one-file form, the file name in the folder: `[a-z][a-z0-9_-]*`.
  let id: String
  let title: String
  let template: String
  let model: any TemplateModel
}

extension PackPage {
  /// The pages in order: summary, domains, variance, accuracy, data quality, method, definitions, checks, provenance.
  static func all(_ content: PackContent, _ style: PageStyle) -> [PackPage] {
    func page(_ id: String, _ message: Message, _ template: String, _ model: any TemplateModel) -> PackPage {
      PackPage(id: id, title: content.language.text(message), template: template, model: model)
    }
    return [
      page("executive", .summary, "executive", ExecutiveModel(content: content, style: style))
    ]
      + content.domains.map { domain in
        PackPage(
          id: domainID(domain.domain.name), title: domain.domain.label, template: "domain",
          model: DomainModel(page: domain, style: style))
      } + [
        page("variance", .variance, "variance", VarianceModel(page: content.variance, style: style)),
        page("accuracy", .accuracy, "accuracy", AccuracyModel(content: content, style: style)),
        page("quality", .quality, "quality", QualityModel(page: content.findings, style: style)),
        page("method", .method, "method", MethodModel(page: content.method, style: style)),
        page("definitions", .definitions, "definitions", DefinitionsModel(content: content, style: style)),
        page("checks", .checks, "checks", ChecksModel(content: content, style: style)),
        page("provenance", .provenance, "provenance", ProvenanceModel(content: content, style: style)),
      ]
  }

  /// A domain may be called as another page is.
  static func domainID(_ name: String) -> String { "domain-\(name)" }
}
