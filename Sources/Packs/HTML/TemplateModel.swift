import Mustache

/// A value that a template can show: every name it offers, with its shape, in one place. What is offered is what
/// templates are checked against.
protocol TemplateModel: MustacheParent, Sendable {
  static var fields: [String: TemplateField<Self>] { get }
}

extension TemplateModel {
  /// Never falls through to an outer object for a name of its own.
  func child(named name: String) -> Any? { Self.fields[name]?.value(self) }

  static var shapes: [String: TemplateShape] { fields.mapValues(\.shape) }
}

/// What stands behind a name.
enum TemplateShape {
  /// Escaped text: `{{name}}`.
  case text
  /// Text that may be missing: `{{#name}}{{name}}{{/name}}`.
  case optionalText
  /// Markup of the renderer's own: `{{{name}}}`.
  case markup
  /// `{{#name}}` and `{{^name}}`.
  case flag
  /// An object, or nothing: `{{#name}}`.
  case object(any TemplateModel.Type)
  /// `{{#name}}` once an element.
  case list(any TemplateModel.Type)
}

/// One name of a model.
struct TemplateField<Model>: Sendable {
  let shape: TemplateShape
  let value: @Sendable (Model) -> Any

  static func text(_ value: @escaping @Sendable (Model) -> String) -> Self {
    Self(shape: .text) { Markup.escape(value($0)) }
  }

  static func optionalText(_ value: @escaping @Sendable (Model) -> String?) -> Self {
    Self(shape: .optionalText) { value($0).map { Markup.escape($0) as Any } ?? false }
  }

  static func markup(_ value: @escaping @Sendable (Model) -> String) -> Self {
    Self(shape: .markup) { value($0) }
  }

  static func flag(_ value: @escaping @Sendable (Model) -> Bool) -> Self {
    Self(shape: .flag) { value($0) }
  }

  static func object<Child: TemplateModel>(_ value: @escaping @Sendable (Model) -> Child?) -> Self {
    Self(shape: .object(Child.self)) { value($0).map { $0 as Any } ?? false }
  }

  static func list<Child: TemplateModel>(_ value: @escaping @Sendable (Model) -> [Child]) -> Self {
    Self(shape: .list(Child.self)) { value($0) }
  }
}

extension TemplateShape: Sendable {}
