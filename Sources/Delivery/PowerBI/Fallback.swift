/// The other bodies of `SourceTable`, for when the database is out of reach.
struct Fallback {
  let star: Star
  let templates: Templates

  func files() throws(PowerBIError) -> [ProjectFile] {
    let names = star.subjects.flatMap { subject in
      let name = subject.domain.name
      let camelCase = Star.camelCase(name)
      return [
        "actual_\(name) = \(PowerQuery.text("Actual\(camelCase)"))",
        "ml_pred_\(name) = \(PowerQuery.text("Pred\(camelCase)"))",
        "ml_pred_\(name)_1m = \(PowerQuery.text("Pred\(camelCase)1m"))",
      ]
    }
    let values = [
      "workbook_names": "[\(names.joined(separator: ", "))]",
      "workbook_domains": PowerQuery.list(star.subjects.map(\.domain.name)),
    ]
    return try ["csv", "workbook"].map { (source) throws(PowerBIError) in
      let path = "fallback/SourceTable.\(source).pq"
      return ProjectFile(path, try Placeholders.fill(templates.text(path), values, file: path))
    }
  }
}
