import StrictYAML

/// `templates/xlsx`: the look of the workbook and its sheets.
struct WorkbookLayout {
  var font: Font
  var paper: Paper
  var formats: NumberFormats
  var sheets: [SheetLayout]

  struct Font: Hashable {
    var name: String
    var size: Int
  }

  enum Paper: String, CaseIterable {
    case a4, letter

    /// Excel's number of it.
    var code: UInt8 { self == .a4 ? 9 : 1 }
  }

  /// Reads `folder`/workbook.yml and the file of each sheet that it names. Throws `PackError` with file and line.
  init(folder: String, numbers: NumberStyle, language: Language) throws(PackError) {
    self = try yaml { () throws(YAMLError) in
      let value = try YAMLValue.read(path: "\(folder)/workbook.yml")
      let keys = try value.mapping()
      let font = try keys.required("font").mapping()
      let look = try Font(
        name: font.required("name").string(), size: font.required("size").integer(in: 6...24))
      try font.finish()
      let paper: Paper = try keys.required("paper").choice()
      let formats = try NumberFormats(keys.required("formats"), numbers, language)
      _ = try keys.required("tables").items(DataTableDefinition.init)
      var sheets: [SheetLayout] = []
      for name in try keys.required("sheets").list() {
        let file = try name.string()
        guard file.utf8.allSatisfy({ $0 != UInt8(ascii: "/") }) else {
          throw name.error("is '\(file)'; expected the name of a file beside this one, without .yml")
        }
        sheets.append(try SheetLayout(YAMLValue.read(path: "\(folder)/\(file).yml")))
      }
      try keys.finish()
      return WorkbookLayout(font: look, paper: paper, formats: formats, sheets: sheets)
    }
  }

  private init(font: Font, paper: Paper, formats: NumberFormats, sheets: [SheetLayout]) {
    self.font = font
    self.paper = paper
    self.formats = formats
    self.sheets = sheets
  }
}
