/// A file: its head, its navigation and one or all pages.
struct PageModel: StyledModel {
  let content: PackContent
  let stylesheet: Stylesheet
  let style: PageStyle
  let pages: [PackPage]
  let sections: [SectionModel]
  /// Nil for the file that has every page.
  let pageTitle: String?

  static let fields: [String: TemplateField<PageModel>] = spoken([
    "lang": .text { $0.content.language.code },
    "title": .text { $0.content.title },
    "page_title": .optionalText { $0.pageTitle },
    "organisation": .text { $0.content.organisation },
    "as_of": .text { $0.content.language.name($0.content.asOf) },
    "measures": .text { $0.content.measures },
    "scenarios": .text { $0.content.scenarios },
    "stylesheet": .markup { $0.stylesheet.text },
    "stylesheet_hash": .text { $0.stylesheet.hash },
    "workbook": .text { $0.style.links.workbookFile },
    "whole": .text { $0.style.links.whole },
    "is_folder": .flag { $0.style.links.form == .folder },
    "checks_page": .text { $0.style.links.page("checks") },
    "is_draft": .flag { $0.content.approval == .draft },
    "approved": .optionalText { $0.content.approval.text($0.content.language) },
    "checks_passed": .text { String($0.content.checksPassed) },
    "checks_total": .text { String($0.content.checks.count) },
    "is_sound": .flag { $0.content.isSound },
    "nav": .list { model in
      model.pages.map { page in
        LinkModel(
          label: page.title, target: model.style.links.page(page.id),
          isCurrent: model.style.links.form == .folder && page.id == model.sections.first?.page.id)
      }
    },
    "pages": .list { $0.sections },
    "has_questions": .flag { !$0.questions.isEmpty },
    "questions": .list { $0.questions },
  ])

  private var questions: [QuestionModel] {
    style.questions.entries(on: sections.map(\.page.id)).map { QuestionModel(entry: $0) }
  }
}

/// A question to the database that numbers of the file are the answers to.
struct QuestionModel: TemplateModel {
  let entry: Questions.Entry

  static let fields: [String: TemplateField<QuestionModel>] = [
    "question_name": .text { $0.entry.name },
    "question_text": .text { $0.entry.text },
  ]
}

/// One page within a file.
struct SectionModel: TemplateModel {
  let page: PackPage
  let body: String

  static let fields: [String: TemplateField<SectionModel>] = [
    "section_id": .text { $0.page.id },
    "section_title": .text { $0.page.title },
    "body": .markup { $0.body },
  ]
}

/// A link.
struct LinkModel: TemplateModel {
  let label: String
  let target: String
  var isCurrent = false

  static let fields: [String: TemplateField<LinkModel>] = [
    "link_label": .text { $0.label },
    "link_target": .text { $0.target },
    "is_current": .flag { $0.isCurrent },
  ]
}

extension PackContent.Approval {
  /// `Approved by …`; nil for a draft.
  func text(_ language: Language) -> String? {
    switch self {
    case .draft: nil
    case .approved(let by, let at): language.text(.approved, ["by": by, "at": at])
    }
  }
}
