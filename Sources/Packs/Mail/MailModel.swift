/// The mail as its template sees it.
struct MailModel: StyledModel {
  let content: PackContent
  let style: PageStyle
  let links: MailRenderer.Links
  let pictures: [MailPictureModel]

  /// Of the content, in CSS pixels: what a preview pane of 600 leaves.
  static let width = 552

  static let fields = spoken([
    "lang": .text { $0.style.language.code },
    "subject": .text { $0.subject },
    "preheader": .text { $0.content.messages.first?.text ?? $0.content.scenarios },
    "organisation": .text { $0.content.organisation },
    "title": .text { $0.content.title },
    "as_of": .text { $0.style.language.name($0.content.asOf) },
    "measures": .text { $0.content.measures },
    "scenarios": .text { $0.content.scenarios },
    "is_draft": .flag { $0.content.approval == .draft },
    "approval": .optionalText { $0.approval },
    "checks": .text { "\($0.content.checksPassed)/\($0.content.checks.count)" },
    "messages": .list { $0.content.messages.map { MailLineModel(text: $0.text) } },
    "comments": .list { $0.content.comments.map { MailCommentModel(comment: $0) } },
    "tables": .list { $0.tables },
    "plan_missing": .optionalText { $0.content.executive.planMissing },
    "pictures": .list { $0.pictures },
    "trust": .text { $0.content.executive.trust.text },
    "pack_link": .optionalText { $0.links.pack },
    "workbook": .text { $0.workbook },
    "runs": .text { $0.runs },
  ])

  /// `[DRAFT] AdventureWorks: Forecast pack, Nov 2013`.
  var subject: String {
    (content.approval == .draft ? "[\(style.language.text(.draft))] " : "")
      + "\(content.organisation): \(content.title), \(style.language.name(content.asOf))"
  }

  var approval: String? {
    guard case .approved(let by, let at) = content.approval else { return nil }
    return style.language.text(.approved, ["by": by, "at": String(at.prefix(10))])
  }

  /// Where the workbook is, in words.
  var workbook: String {
    let names = ["name": Pack.workbookName(content.asOf), "size": "\((links.bytes + 999) / 1000) kB"]
    return switch links.workbook {
    case .attached: style.language.text(.attached, names)
    case .linked(let link): style.language.text(.linked, names.merging(["link": link]) { $1 })
    case .left: style.language.text(.notAttached, names)
    }
  }

  /// What a reader needs to find the runs again.
  var runs: String {
    let texts = content.provenance.map { "\($0.name(content.language)) \($0.value)" }
    // The beginning of a digest tells it apart; the pack has the whole.
    return texts.joined(separator: "; ").replacing(/\b([0-9a-f]{12})[0-9a-f]{52}\b/) { String($0.1) }
  }

  /// The executive table in pieces that are as wide as a preview pane: a value and its comparisons stay together, at
  /// most six numbers a row.
  var tables: [MailTableModel] {
    pieces(content.executive.summary, isTitled: false)
      + (content.executive.plan.map { pieces($0, isTitled: true) } ?? [])
  }

  private func pieces(_ whole: Table, isTitled: Bool) -> [MailTableModel] {
    let table = whole.visible
    var groups: [[Int]] = []
    for index in table.columns.indices.dropFirst() {
      if groups.isEmpty || table.columns[index].relations.isEmpty {
        groups.append([index])
      } else {
        groups[groups.count - 1].append(index)
      }
    }
    var pieces: [[Int]] = []
    for group in groups {
      if let last = pieces.last, last.count + group.count <= 6 {
        pieces[pieces.count - 1] = last + group
      } else {
        pieces.append(group)
      }
    }
    return pieces.map { MailTableModel(table, columns: $0, style, isTitled: isTitled) }
  }
}

/// A line of text.
struct MailLineModel: TemplateModel {
  let text: String

  static let fields: [String: TemplateField<MailLineModel>] = ["line": .text { $0.text }]
}

/// An analyst's comment.
struct MailCommentModel: TemplateModel {
  let comment: PackContent.Comment

  static let fields: [String: TemplateField<MailCommentModel>] = [
    "comment_author": .text { $0.comment.author },
    "comment_text": .text { $0.comment.text },
  ]
}

/// A drawing that the mail carries.
struct MailPictureModel: TemplateModel {
  let name: String
  let title: Title
  let summary: String
  let svg: String

  static let fields: [String: TemplateField<MailPictureModel>] = [
    "name": .text { $0.name },
    "width": .text { _ in "\(MailModel.width)" },
    "who": .text { $0.title.who },
    "what": .text { $0.title.what },
    "when": .text { $0.title.when },
    "alt": .text { $0.summary },
  ]
}
