import Foundation
import Mustache

/// The Mustache templates of a folder, checked before anything is rendered.
struct TemplateLibrary {
  private let library: MustacheLibrary
  private let folder: String

  /// Reads `folder`/*.mustache. Throws for a missing folder, a template that does not parse, and whatever
  /// `TemplateChecker` finds in the templates of `shown` and their partials when shown with their models.
  init(folder: String, shown: [(template: String, model: any TemplateModel.Type)]) throws(PackError) {
    self.folder = folder
    guard let files = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw PackError(.definition, file: folder, "no such folder, or it cannot be read")
    }
    var tags: [String: [TemplateTag]] = [:]
    var texts: [String: String] = [:]
    for file in files.sorted() where file.hasSuffix(".mustache") {
      let path = "\(folder)/\(file)"
      let name = String(file.dropLast(".mustache".count))
      let text = try Self.text(path)
      tags[name] = try TemplateTag.scan(text, file: path)
      texts[name] = text
    }
    let checker = TemplateChecker(tags: tags) { "\(folder)/\($0).mustache" }
    for (template, model) in shown {
      guard tags[template] != nil else {
        throw PackError(.definition, file: "\(folder)/\(template).mustache", "no such template")
      }
      try checker.check(template, shownWith: model)
    }
    var templates: [String: MustacheTemplate] = [:]
    for (name, text) in texts {
      do {
        // The models escape; a second time by the library would show entities.
        templates[name] = try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}" + text)
      } catch {
        throw PackError(.definition, file: "\(folder)/\(name).mustache", "is not a Mustache template: \(error)")
      }
    }
    library = MustacheLibrary(templates: templates)
  }

  func render(_ name: String, _ model: any TemplateModel) -> String {
    library.render(model, withTemplate: name) ?? ""
  }

  /// The text of a file that must be UTF-8.
  static func text(_ path: String) throws(PackError) -> String {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw PackError(.definition, file: path, "no such file, or it cannot be read")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw PackError(.definition, file: path, "is not UTF-8 text")
    }
    return text
  }
}
