/// Why an SVG did not become a picture.
public enum PictureError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The text is no SVG that librsvg can draw; with its words.
  case unreadable(String)
  /// It says neither a view box nor a size, or one of these is not positive.
  case noSize
  /// More pixels than `Picture.largestSide` on one side.
  case tooLarge(width: Int, height: Int)
  /// A file of the pinned font is missing.
  case noFont(path: String)
  /// cairo failed; with its words.
  case drawing(String)

  public var description: String {
    switch self {
    case .unreadable(let words): "an SVG cannot be read: \(words)"
    case .noSize: "an SVG has neither a viewBox nor a width and height above zero"
    case .tooLarge(let width, let height):
      "a picture of \(width) x \(height) pixels: at most \(Picture.largestSide) on a side"
    case .noFont(let path): "the font \(path) is missing: install the Debian package fonts-dejavu-core"
    case .drawing(let words): "a picture cannot be drawn: \(words)"
    }
  }
}
