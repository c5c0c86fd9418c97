/// A text that the pack itself writes; `templates/messages/<language>.yml` has its words.
///
/// The raw value is the key in the file. Texts without `{names}` can be shown by templates as `{{say_<key>}}`.
enum Message: String, Hashable, Sendable, CaseIterable {
  // Pages.
  case skip, sections, summary, variance, accuracy, quality, method, definitions, checks, provenance, workbook
  case draft, approved, failed, unsound, data, nothing, trust, archive, comments
  case commentChanged = "comment_changed"
  case commentGone = "comment_gone"
  case everyFinding = "every_finding"
  case sameNumbers = "same_numbers"
  case oneFile = "one_file"
  case notation
  case legendActual = "legend_ac"
  case legendPriorYear = "legend_py"
  case legendPlan = "legend_pl"
  case legendForecast = "legend_fc"
  case legendOneAhead = "legend_one_ahead"
  case legendRange = "legend_range"
  case legendScale = "legend_scale"
  case models, changes
  // The page over all months.
  case month, status, measure, outlook, revision
  case noPacks = "no_packs"
  // Mail.
  case attached, linked
  case notAttached = "not_attached"
  case wholePack = "whole_pack"
  // Words of tables.
  case total, others, domain, model, series
  case modelsTitle = "models_title"
  case changesTitle = "changes_title"

  /// The names that its text may have in braces.
  var names: [String] {
    switch self {
    case .approved: ["by", "at"]
    case .others: ["count"]
    case .commentChanged: ["was", "now"]
    case .attached, .notAttached: ["name", "size"]
    case .linked: ["name", "size", "link"]
    default: []
    }
  }
}
