import Domains

/// The analysts' comments beside the numbers that they are about.
struct CommentsBuilder {
  let context: BuildContext

  /// Of every domain, in the order in which they were written.
  func comments() -> [PackContent.Comment] {
    context.rows.comments.map { comment in
      PackContent.Comment(
        author: comment.author, text: comment.text, domain: comment.domain, subject: subject(comment),
        state: state(comment))
    }
  }

  /// `Sales, Germany, month ac_py`.
  private func subject(_ comment: AnalystComment) -> String {
    let label = context.rows.domains.first { $0.domain.name == comment.domain }?.domain.label ?? comment.domain
    let keys = comment.keys.values.filter { $0 != Domain.Level.all }
    let what = context.language.comparison(comment.period, comment.comparison)
    return ([label] + keys + [what]).joined(separator: ", ")
  }

  private func state(_ comment: AnalystComment) -> PackContent.Comment.State {
    guard let kpis = try? context.kpis(comment.domain),
      let variance = kpis.row(comment.level, comment.keys, comment.period, comment.comparison)?.variance
    else { return .gone }
    return variance == comment.about ? .current : .changed(was: comment.about, now: variance)
  }
}

extension PackContent.Comment {
  /// What is said of a comment whose number is not the one that it was written about; nil where it is.
  func flag(_ language: Language, _ numbers: NumberStyle) -> String? {
    switch state {
    case .current: nil
    case .changed(let was, let now):
      language.text(.commentChanged, ["was": numbers.exact(was), "now": numbers.exact(now)])
    case .gone: language.text(.commentGone)
    }
  }
}
