/// What an analyst says, what it is about, and whether its number is still the same.
struct CommentModel: TemplateModel {
  let comment: PackContent.Comment
  let style: PageStyle

  static let fields: [String: TemplateField<CommentModel>] = [
    "comment_author": .text { $0.comment.author },
    "comment_text": .text { $0.comment.text },
    "comment_about": .text { $0.comment.subject },
    "comment_flag": .optionalText { $0.comment.flag($0.style.language, $0.style.numbers) },
  ]
}
