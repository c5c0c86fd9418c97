import Foundation

/// A step of what the program did. Only the name and the time are always known.
struct RunStage: Hashable, Sendable, Encodable {
  /// `dbt`, `2013-11`, `train`, …
  let stage: String
  /// What a person is told of it.
  var detail = ""
  /// What it went over: rows of facts, of a dataset.
  var rows: Int?
  var runID: String?
  var domain: String?
  var asOf: String?
  var milliseconds = 0

  private enum CodingKeys: String, CodingKey {
    case stage, detail, rows, domain, milliseconds
    case runID = "run_id"
    case asOf = "as_of"
  }
}
