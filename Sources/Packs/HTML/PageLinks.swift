/// Where pages and files lie, seen from a page.
struct PageLinks: Sendable {
  let form: Form
  /// The workbook's file name.
  let workbook: String

  enum Form: Sendable {
    /// All pages in `index.html`.
    case file
    /// One file a page, in the folder `pages`.
    case folder
  }

  /// The start of page `page`, or `anchor` on it.
  func page(_ page: String, _ anchor: String? = nil) -> String {
    switch form {
    case .file: "#\(anchor ?? page)"
    case .folder: "\(page).html" + (anchor.map { "#\($0)" } ?? "")
    }
  }

  /// The page that has everything.
  var whole: String { form == .file ? "index.html" : "../index.html" }
  var workbookFile: String { form == .file ? workbook : "../\(workbook)" }
}
