/// Follows a template's tags through the models that it will be shown with, partials included: a name that
/// nothing answers would render as nothing.
struct TemplateChecker {
  let tags: [String: [TemplateTag]]
  let file: (String) -> String

  /// Throws for the first name without a value, section without an end, or partial without a file.
  func check(_ template: String, shownWith model: any TemplateModel.Type) throws(PackError) {
    try check(template, [model.shapes], partials: [])
  }

  private typealias Scope = [[String: TemplateShape]]

  private func check(_ template: String, _ scopes: Scope, partials: [String]) throws(PackError) {
    var scopes = scopes
    var open: [(name: String, line: Int, pushed: Bool)] = []
    for tag in tags[template] ?? [] {
      switch tag.kind {
      case .comment: continue
      case .partial:
        guard tags[tag.name] != nil else {
          throw error(template, tag, "there is no template '\(file(tag.name))'")
        }
        guard !partials.contains(tag.name), tag.name != template else {
          throw error(template, tag, "'\(tag.name)' includes itself")
        }
        try check(tag.name, scopes, partials: partials + [template])
      case .end:
        guard let last = open.popLast(), last.name == tag.name else {
          throw error(template, tag, "'{{/\(tag.name)}}' ends no section")
        }
        if last.pushed { scopes.removeLast() }
      case .variable, .markup, .section, .inverted:
        let pushed = try enter(template, tag, scopes)
        if let pushed { scopes.append(pushed) }
        if tag.kind == .section || tag.kind == .inverted { open.append((tag.name, tag.line, pushed != nil)) }
      }
    }
    if let last = open.last {
      throw PackError(
        .definition, file: file(template), line: last.line, "the section '{{#\(last.name)}}' is not closed")
    }
  }

  /// Checks that the tag fits what it names; gives the names within, where it opens an object or a list.
  private func enter(
    _ template: String, _ tag: TemplateTag, _ scopes: Scope
  ) throws(PackError) -> [String: TemplateShape]? {
    guard let shape = scopes.reversed().lazy.compactMap({ $0[tag.name] }).first else {
      let known = Set(scopes.flatMap(\.keys)).sorted().joined(separator: ", ")
      throw error(template, tag, "there is no name '\(tag.name)' here; there are \(known)")
    }
    switch (tag.kind, shape) {
    case (.variable, .text), (.variable, .optionalText), (.markup, .markup), (.section, .flag),
      (.inverted, .flag),
      (.section, .optionalText), (.inverted, .optionalText), (.inverted, .object), (.inverted, .list):
      return nil
    case (.section, .object(let model)), (.section, .list(let model)):
      return model.shapes
    case (.variable, .markup): throw error(template, tag, "'\(tag.name)' is markup; write {{{\(tag.name)}}}")
    case (.markup, .text), (.markup, .optionalText):
      throw error(template, tag, "'\(tag.name)' is text; write {{\(tag.name)}}, which escapes it")
    case (.variable, _), (.markup, _):
      throw error(template, tag, "'\(tag.name)' is a section; write {{#\(tag.name)}}")
    default: throw error(template, tag, "'\(tag.name)' is no section; write {{\(tag.name)}}")
    }
  }

  private func error(_ template: String, _ tag: TemplateTag, _ message: String) -> PackError {
    PackError(.definition, file: file(template), line: tag.line, message)
  }
}
