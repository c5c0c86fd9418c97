import Domains
import Forecasting
import Postgres

/// A row of a view of a domain, column by column as the types of `Domains`.
struct ViewRow {
  let row: Row
  let relation: String
  let domain: Domain
  let repeated: RepeatedTexts

  func text(_ column: String) throws(StoreError) -> String {
    repeated.text(try required(column), in: column)
  }

  func optionalText(_ column: String) -> String? { row[column].map { repeated.text($0, in: column) } }

  func month(_ column: String) throws(StoreError) -> Month {
    try converted(column) { Month($0) }
  }

  func integer(_ column: String) throws(StoreError) -> Int {
    try converted(column) { Int($0) }
  }

  func optionalInteger(_ column: String) throws(StoreError) -> Int? {
    row[column] == nil ? nil : try integer(column)
  }

  func optionalDouble(_ column: String) throws(StoreError) -> Double? {
    row[column] == nil ? nil : try converted(column) { Double($0) }
  }

  func boolean(_ column: String) throws(StoreError) -> Bool {
    try converted(column) { ["t": true, "f": false][$0] }
  }

  func amount(_ column: String) throws(StoreError) -> Amount {
    try converted(column) { Amount($0, decimals: domain.decimals) }
  }

  func optionalAmount(_ column: String) throws(StoreError) -> Amount? {
    row[column] == nil ? nil : try amount(column)
  }

  /// With as many decimals as the text has: a quantity is not money.
  func optionalQuantity(_ column: String) throws(StoreError) -> Amount? {
    guard let text = row[column] else { return nil }
    let decimals = text.utf8.firstIndex(of: UInt8(ascii: ".")).map { text.utf8[$0...].count - 1 } ?? 0
    return try converted(column) { decimals > 9 ? nil : Amount($0, decimals: decimals) }
  }

  func keys() throws(StoreError) -> SeriesKey {
    var values: [String] = []
    for key in domain.keys { values.append(try text(key)) }
    return repeated.keys(SeriesKey(values))
  }

  private func required(_ column: String) throws(StoreError) -> String {
    guard let text = row[column] else { throw .unreadable(relation: relation, column: column, value: "null") }
    return text
  }

  private func converted<T>(_ column: String, _ convert: (String) -> T?) throws(StoreError) -> T {
    let text = try required(column)
    guard let value = convert(text) else { throw .unreadable(relation: relation, column: column, value: text) }
    return value
  }
}
