import CRSVG

/// Draws SVG as PNG with librsvg and cairo, for readers that show no SVG: mail programs and MLflow.
///
/// The same SVG and width give the same bytes on machines with the same libraries: the font is pinned, and a PNG
/// holds pixels only, no text, time or path. An SVG reaches no file and no network: it has no base address, so
/// librsvg follows no reference out of it. CSS variables are unknown to librsvg; colours must be plain.
public enum Picture {
  /// In pixels.
  public static let largestSide = 8192

  /// `svg` drawn on white.
  ///
  /// - Parameters:
  ///   - svg: a whole document with a viewBox, or a width and height in pixels.
  ///   - width: in pixels; the height follows from the drawing's proportions.
  /// - Returns: a PNG of `width` pixels.
  /// - Throws: `PictureError` for what is no SVG, has no size or is too large, and where the font is missing.
  public static func png(svg: String, width: Int) throws(PictureError) -> [UInt8] {
    try PinnedFont.use()
    let drawing = try handle(svg)
    defer { g_object_unref(UnsafeMutableRawPointer(drawing)) }
    let (boxWidth, boxHeight) = try size(of: drawing)
    let height = max(1, (Double(width) * boxHeight / boxWidth).rounded(.up))
    guard width > 0, width <= largestSide, height <= Double(largestSide) else {
      throw .tooLarge(width: width, height: Int(clamping: Int64(min(height, 1e15))))
    }
    guard let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height)) else {
      throw .drawing("no surface")
    }
    defer { cairo_surface_destroy(surface) }
    try draw(drawing, on: surface, width: Double(width), height: height)
    return try encode(surface)
  }

  private static func handle(_ svg: String) throws(PictureError) -> UnsafeMutablePointer<RsvgHandle> {
    var fault: UnsafeMutablePointer<GError>?
    guard let handle = rsvg_handle_new_from_data(Array(svg.utf8), gsize(svg.utf8.count), &fault) else {
      throw .unreadable(take(&fault))
    }
    return handle
  }

  /// Width and height, in any unit: only their proportion counts.
  private static func size(of handle: UnsafeMutablePointer<RsvgHandle>) throws(PictureError) -> (
    Double, Double
  ) {
    var hasWidth: gboolean = 0
    var hasHeight: gboolean = 0
    var hasBox: gboolean = 0
    var box = RsvgRectangle()
    rsvg_handle_get_intrinsic_dimensions(handle, &hasWidth, nil, &hasHeight, nil, &hasBox, &box)
    var (width, height) = (box.width, box.height)
    if hasBox == 0, rsvg_handle_get_intrinsic_size_in_pixels(handle, &width, &height) == 0 { throw .noSize }
    guard width > 0, height > 0, width.isFinite, height.isFinite else { throw .noSize }
    return (width, height)
  }

  private static func draw(
    _ handle: UnsafeMutablePointer<RsvgHandle>, on surface: OpaquePointer, width: Double, height: Double
  ) throws(PictureError) {
    guard let context = cairo_create(surface) else { throw .drawing("no context") }
    defer { cairo_destroy(context) }
    cairo_set_source_rgb(context, 1, 1, 1)
    cairo_paint(context)
    var viewport = RsvgRectangle(x: 0, y: 0, width: width, height: height)
    var fault: UnsafeMutablePointer<GError>?
    guard rsvg_handle_render_document(handle, context, &viewport, &fault) != 0 else {
      throw .drawing(take(&fault))
    }
    let status = cairo_status(context)
    guard status == CAIRO_STATUS_SUCCESS else { throw .drawing(words(status)) }
  }

  private static func encode(_ surface: OpaquePointer) throws(PictureError) -> [UInt8] {
    var bytes: [UInt8] = []
    let status = withUnsafeMutablePointer(to: &bytes) { target in
      cairo_surface_write_to_png_stream(
        surface,
        { target, piece, count in
          guard let target, let piece else { return CAIRO_STATUS_WRITE_ERROR }
          target.assumingMemoryBound(to: [UInt8].self).pointee
            .append(contentsOf: UnsafeBufferPointer(start: piece, count: Int(count)))
          return CAIRO_STATUS_SUCCESS
        }, target)
    }
    guard status == CAIRO_STATUS_SUCCESS else { throw .drawing(words(status)) }
    return bytes
  }

  private static func words(_ status: cairo_status_t) -> String {
    String(cString: cairo_status_to_string(status))
  }

  private static func take(_ fault: inout UnsafeMutablePointer<GError>?) -> String {
    defer { g_clear_error(&fault) }
    return fault.map { String(cString: $0.pointee.message) } ?? "no reason given"
  }
}
