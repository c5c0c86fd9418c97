import Foundation

/// A value of a JSON file, looked into leniently: what is not there is empty.
struct ReportJSON {
  private let value: Any?

  init(file: URL) throws(PowerBIError) {
    do {
      value = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
    } catch {
      throw PowerBIError(.project, file: file.path, "cannot be read as JSON: \(error.localizedDescription)")
    }
  }

  private init(_ value: Any?) { self.value = value }

  subscript(_ name: String) -> ReportJSON { ReportJSON((value as? [String: Any])?[name]) }
  var items: [ReportJSON] { (value as? [Any] ?? []).map(ReportJSON.init) }
  var texts: [String] { value as? [String] ?? [] }
  var text: String? { value as? String }
  var integer: Int { (value as? NSNumber)?.intValue ?? 0 }
  /// Names of members, sorted.
  var names: [String] { (value as? [String: Any])?.keys.sorted() ?? [] }

  /// The text of a formatting literal: `'…'` without its quotes.
  var literal: String? {
    guard let text = self["expr"]["Literal"]["Value"].text, text.hasPrefix("'"), text.count > 1 else {
      return nil
    }
    return String(text.dropFirst().dropLast()).replacing("''", with: "'")
  }
}
