import Domains

/// The archive page as its template sees it.
struct ArchiveModel: StyledModel {
  let archive: PackArchive
  let stylesheet: Stylesheet
  let style: PageStyle

  static let fields = spoken([
    "lang": .text { $0.style.language.code },
    "title": .text { $0.archive.title },
    "organisation": .text { $0.archive.organisation },
    "stylesheet": .markup { $0.stylesheet.text },
    "stylesheet_hash": .markup { $0.stylesheet.hash },
    "is_empty": .flag { $0.archive.entries.isEmpty },
    "entries": .list { model in
      model.archive.entries.map { ArchiveEntryModel(entry: $0, style: model.style) }
    },
  ])
}

/// One pack of the archive.
struct ArchiveEntryModel: StyledModel {
  let entry: PackArchive.Entry
  let style: PageStyle

  static let fields = spoken([
    "folder": .text { $0.entry.asOf.description },
    "month": .text { $0.style.language.name($0.entry.asOf) },
    "workbook": .text { "\($0.entry.asOf)/\(Pack.workbookName($0.entry.asOf))" },
    "is_draft": .flag { $0.entry.approvedBy == nil },
    "approval": .optionalText { model in
      model.entry.approvedBy.map { name in
        let day = String((model.entry.approvedAt ?? "").prefix(10))
        return model.style.language.text(.approved, ["by": name, "at": day])
      }
    },
    "headlines": .list { model in
      model.entry.headlines.map { ArchiveHeadlineModel(headline: $0, style: model.style) }
    },
  ])
}

/// One domain of one pack.
struct ArchiveHeadlineModel: TemplateModel {
  let headline: PackArchive.Headline
  let style: PageStyle

  static let fields: [String: TemplateField<ArchiveHeadlineModel>] = [
    "label": .text { $0.headline.label },
    "unit": .text { $0.style.numbers.unit($0.headline.unit) },
    "actual": .text { $0.level($0.headline.actual) },
    "prior_year": .text { $0.level($0.headline.priorYear) },
    "outlook": .text { $0.level($0.headline.outlook) },
    "revision": .text { $0.headline.revision.map($0.style.numbers.variance) ?? "n/a" },
  ]

  private func level(_ amount: Amount?) -> String { amount.map(style.numbers.money) ?? "n/a" }
}
