import Digests
import Foundation

/// The page's one style element and the hash that the content security policy allows it by.
struct Stylesheet: Sendable {
  let text: String
  /// Base64 of the SHA-256 of `text`.
  let hash: String

  /// Reads `path`. Throws if it holds `</`, which would end the style element, or loads anything.
  init(path: String) throws(PackError) {
    let text = try TemplateLibrary.text(path)
    for banned in ["</", "@import", "url(http", "url(//"] where text.contains(banned) {
      throw PackError(.definition, file: path, "holds '\(banned)', which a self-contained page cannot have")
    }
    self.text = text
    let digest = SHA256()
    digest.update(Array(text.utf8))
    hash = Data(digest.finish()).base64EncodedString()
  }
}
