import CXLSXFiles
import CXLSXWriter
import Foundation

/// Owns one workbook while it is written; the one place, with its sheets, that calls libxlsxwriter.
///
/// libxlsxwriter 1.1.4 writes past its buffers for some lengths: everything is checked before it is handed over.
final class WorkbookFile {
  let path: String
  private var workbook: UnsafeMutablePointer<lxw_workbook>?
  private var formats: [CellFormat: UnsafeMutablePointer<lxw_format>] = [:]
  private var names: Set<String> = []
  private var inks: [UInt32: UnsafeMutablePointer<lxw_format>] = [:]
  private var definedNames: Set<String> = []
  private var streamed: [UnsafeMutablePointer<lxw_worksheet>] = []
  /// Rows of streamed sheets.
  var streamedRows = 0
  /// Beyond so many the file is compressed in half the time, and a fifth larger.
  private static let manyRows = 100_000
  private let font: WorkbookLayout.Font
  /// Of the words that its sheets write themselves.
  let language: Language

  /// `timestamp` (seconds since 1970) is the file's creation time; nobody's name gets in.
  init(
    path: String, title: String, timestamp: Int, font: WorkbookLayout.Font, language: Language
  ) throws(PackError) {
    self.path = path
    self.font = font
    self.language = language
    _ = xlsx_files_take_error()
    guard let workbook = workbook_new(path) else {
      throw PackError(.output, file: path, "the workbook cannot be created: not enough memory")
    }
    self.workbook = workbook
    guard title.unicodeScalars.count <= 255 else {
      throw PackError(.rows, "the workbook's title is longer than 255 characters")
    }
    let copy = strdup(Self.plain(title))
    defer { free(copy) }
    var properties = lxw_doc_properties()
    properties.title = copy
    properties.created = timestamp
    workbook_set_properties(workbook, &properties)
  }

  deinit { if let workbook { lxw_workbook_free(workbook) } }

  /// Adds a sheet; what a sheet name may not hold becomes `-`, and a name that is taken gets a number. The rows of a
  /// streamed sheet are written in order and not kept.
  func addSheet(_ wanted: String, isStreamed: Bool = false) throws(PackError) -> WorkbookSheet {
    var base = String(
      String.UnicodeScalarView(wanted.unicodeScalars.map { "[]:*?/\\'".unicodeScalars.contains($0) ? "-" : $0 })
    )
    base = Self.plain(Self.prefix(base.isEmpty ? "-" : base, 31))
    var name = base
    var number = 2
    while names.contains(name.lowercased()) {
      name = "\(Self.prefix(base, 27)) \(number)"
      number += 1
    }
    names.insert(name.lowercased())
    workbook?.pointee.options.constant_memory = isStreamed ? 1 : 0
    guard let sheet = workbook_add_worksheet(workbook, name) else {
      throw PackError(.output, file: path, "the sheet '\(name)' cannot be added")
    }
    if isStreamed { streamed.append(sheet) }
    return WorkbookSheet(name: name, sheet: sheet, file: self)
  }

  /// Gives `formula` (`='Checks'!$B$3`) a name that formulas can use.
  ///
  /// Throws what `block` says where another sheet has defined it.
  func define(_ name: String, _ formula: String, for block: SheetBlock) throws(PackError) {
    guard definedNames.insert(name.lowercased()).inserted else {
      throw block.error("the name '\(name)' is defined on two sheets of the workbook")
    }
    guard name.utf8.count <= 100, formula.utf8.count <= 255 else {
      throw PackError(.rows, "the name '\(name)' or its formula is too long for a workbook")
    }
    try check(workbook_define_name(workbook, name, formula), "the name '\(name)'")
  }

  func addChart(_ kind: lxw_chart_type) throws(PackError) -> UnsafeMutablePointer<lxw_chart> {
    guard let chart = workbook_add_chart(workbook, UInt8(kind.rawValue)) else {
      throw PackError(.output, file: path, "a chart cannot be added")
    }
    return chart
  }

  /// The same format for the same look, made once.
  func format(_ look: CellFormat) throws(PackError) -> UnsafeMutablePointer<lxw_format> {
    if let format = formats[look] { return format }
    guard let format = workbook_add_format(workbook) else {
      throw PackError(.output, file: path, "a format cannot be added")
    }
    look.apply(to: format, font: font)
    formats[look] = format
    return format
  }

  /// What a conditional format changes: the colour of the text.
  func inkFormat(_ color: UInt32) throws(PackError) -> UnsafeMutablePointer<lxw_format> {
    if let format = inks[color] { return format }
    guard let format = workbook_add_format(workbook) else {
      throw PackError(.output, file: path, "a format cannot be added")
    }
    format_set_font_color(format, color)
    inks[color] = format
    return format
  }

  /// Writes the file and ends the workbook. Throws `PackError` (`output`), as when the disk is full.
  func close() throws(PackError) {
    guard let workbook else { return }
    // The library does not look whether what it streamed reached the disk.
    for sheet in streamed
    where fflush(sheet.pointee.optimize_tmpfile) != 0 || ferror(sheet.pointee.optimize_tmpfile) != 0 {
      throw PackError(.output, file: path, "a data sheet cannot be written to the temporary folder: disk full?")
    }
    self.workbook = nil
    xlsx_files_set_level(streamedRows > Self.manyRows ? 3 : -1)
    let error = workbook_close(workbook)
    let fileError = xlsx_files_take_error()
    guard fileError == 0 else {
      throw PackError(
        .output, file: path,
        "the workbook cannot be written: its temporary files failed: \(String(cString: strerror(fileError)))")
    }
    try check(error, "the workbook")
  }

  func check(_ error: lxw_error, _ what: String) throws(PackError) {
    guard error != LXW_NO_ERROR else { return }
    let reason = lxw_strerror(error).map { String(cString: $0) } ?? "error \(error.rawValue)"
    throw PackError(.output, file: path, "\(what) cannot be written: \(reason)")
  }

  /// Text without what XML has no place for (NUL, U+FFFE, U+FFFF), each of which becomes U+FFFD.
  static func plain(_ text: String) -> String {
    // Both noncharacters start with 0xEF in UTF-8.
    let isSuspect = text.utf8Span.span.withUnsafeBytes { bytes in bytes.contains { $0 == 0 || $0 == 0xEF } }
    guard isSuspect else { return text }
    let banned: Set<Unicode.Scalar> = ["\u{0}", "\u{fffe}", "\u{ffff}"]
    guard text.unicodeScalars.contains(where: banned.contains) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.map { banned.contains($0) ? "\u{fffd}" : $0 }))
  }

  private static func prefix(_ text: String, _ count: Int) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.prefix(count)))
  }
}
