import CRSVG
import Glibc

/// The one font that pictures are drawn with, whatever a machine has installed or its users prefer: DejaVu Sans,
/// regular and bold. Any family that an SVG names is drawn in it.
enum PinnedFont {
  static let files = ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"].map { "/usr/share/fonts/truetype/dejavu/\($0)" }

  /// Set once a process, before anything is drawn.
  private static let state: Result<Void, PictureError> = {
    guard let configuration = FcConfigCreate() else {
      return .failure(.drawing("fontconfig has no memory"))
    }
    for file in files {
      guard FcConfigAppFontAddFile(configuration, file) == FcTrue else {
        FcConfigDestroy(configuration)
        return .failure(.noFont(path: file))
      }
    }
    guard FcConfigSetCurrent(configuration) == FcTrue else {
      return .failure(.drawing("fontconfig refuses its configuration"))
    }
    return .success(())
  }()

  static func use() throws(PictureError) { try state.get() }
}
