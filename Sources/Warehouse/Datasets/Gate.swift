import Domains
import Foundation

/// One query over a dataset that returns a row for each thing that is wrong; the file's name is the finding's code.
///
/// The first line says the grain, the next ones, as far as they are needed, `-- severity: info|warning|stop`,
/// `-- kind: flow|stock` (other domains are not asked) and `-- needs: relation` (in the datasets' schema).
/// Columns returned: series (the keys as a JSON array, or null), month, count, message; and code where one
/// query gives several.
struct Gate {
  let code: String
  let file: String
  let severity: Finding.Severity
  let kind: Domain.Kind?
  let needs: String?
  let template: SQLTemplate

  /// - Throws: `GateError` for a file that cannot be read or a header that says something else.
  init(_ url: URL) throws(GateError) {
    file = url.relativePath
    code = url.deletingPathExtension().lastPathComponent
    do {
      template = SQLTemplate(text: try String(contentsOf: url, encoding: .utf8))
    } catch {
      throw GateError("the file cannot be read: \(error.localizedDescription)", file: file)
    }
    var header: [Substring: Substring] = [:]
    for line in template.text.split(separator: "\n").dropFirst() {
      guard line.hasPrefix("-- "), let colon = line.firstRange(of: ": ") else { break }
      header[line.dropFirst(3)[..<colon.lowerBound]] = line[colon.upperBound...]
    }
    guard let severity = header.removeValue(forKey: "severity").map(String.init).flatMap(Finding.Severity.init)
    else {
      throw GateError("line 2 must be '-- severity: info', 'warning' or 'stop'", file: file)
    }
    self.severity = severity
    let kindName = header.removeValue(forKey: "kind").map(String.init)
    kind = kindName.flatMap(Domain.Kind.init)
    if let kindName, kind == nil {
      throw GateError("'-- kind: \(kindName)' is neither flow nor stock", file: file)
    }
    needs = header.removeValue(forKey: "needs").map(String.init)
    if let unknown = header.keys.sorted().first {
      throw GateError("unknown header '-- \(unknown):'", file: file)
    }
  }
}
