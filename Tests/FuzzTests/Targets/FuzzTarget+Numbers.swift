import Domains
import Forecasting
import Foundation

@testable import Postgres

extension FuzzTarget {
  static let numbers: [FuzzTarget] = [
    FuzzTarget(
      "amount",
      samples: ["0", "-0.05", "1234567.89", "999999999999999999", "-.5", "1."].map { Array($0.utf8) },
      tokens: [".", "-", "+", "0000000000", "e5"], body: amount),
    FuzzTarget(
      "month", samples: ["2013-11", "2013-11-01", "0000-01", "9999-12-01"].map { Array($0.utf8) },
      tokens: ["-01", "13", "00"], body: month),
    FuzzTarget(
      "binary_numeric", samples: [numeric(123_456, 2), numeric(-5, 9), numeric(.max, 18)], body: binary),
    FuzzTarget(
      "binary_row",
      samples: [
        [0, 3, 0, 0, 0, 4, 0, 0, 0, 9, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 8, 0x40, 9, 0x21, 0xFB, 0, 0, 0, 0]
      ],
      body: row),
  ]

  private static func numeric(_ scaled: Int64, _ decimals: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    BinaryNumeric(scaled: scaled, decimals: decimals).encode(into: &bytes)
    return bytes
  }

  /// Text that is taken is the number that Foundation's Decimal reads, and is printed as the same number.
  private static func amount(_ input: [UInt8]) throws {
    let text = String(decoding: input, as: UTF8.self)
    guard let amount = Amount(text, decimals: 2) else { return }
    try require(Amount(amount.description, decimals: 2) == amount, "'\(text)' became '\(amount)'")
    try require(Decimal(string: amount.description) == Decimal(string: text), "'\(text)' became '\(amount)'")
  }

  private static func month(_ input: [UInt8]) throws {
    let text = String(decoding: input, as: UTF8.self)
    guard let month = Month(text) else { return }
    try require(text == month.description || text == month.firstDay, "'\(text)' became '\(month)'")
  }

  /// A number that is taken has few enough digits, and is the same after being written and read.
  private static func binary(_ input: [UInt8]) throws {
    guard let number = try? BinaryNumeric(input.span.bytes) else { return }
    let again = try? BinaryNumeric(numeric(number.scaled, number.decimals).span.bytes)
    try require(again?.canonical == number.canonical, "\(number) became \(String(describing: again))")
  }

  /// Fields of every type, in an order that the input decides; only a protocol error may come of it.
  private static func row(_ input: [UInt8]) throws {
    guard input.count >= 2 else { return }
    var row = CopyRow(input.span.bytes)
    do throws(PostgresError) {
      for index in 0..<input.count {
        switch input[index] % 7 {
        case 0: _ = try row.boolean()
        case 1: _ = try row.int16()
        case 2: _ = try row.int32()
        case 3: _ = try row.int64()
        case 4: _ = try row.double()
        case 5: _ = try row.text()
        default: _ = try row.numeric()
        }
      }
    } catch {
      try require(error.kind == .protocol, "\(error)")
    }
  }
}
