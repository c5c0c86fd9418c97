import Postgres
import TestSupport
import Testing

/// The server itself reads back what was quoted.
@Suite struct QuotingTests {
  static let awkward = [
    "plain", "it's", "a \"quoted\" one", "back\\slash", "'\u{301}", "\"\u{301}", "line\nbreak\r\n", "مرحبا ‎x",
    "", "$1 -- ;",
    "\\'; drop table t; --", String(repeating: "é", count: 1_000),
  ]

  @Test(arguments: awkward)
  func literalsComeBack(text: String) throws {
    let connection = try Connection(TestServer.connectionString())
    for conforming in ["on", "off"] {
      try connection.execute(
        "set standard_conforming_strings = \(conforming); set escape_string_warning = off")
      let rows = try connection.query("select \(Connection.quoteLiteral(text))")
      #expect(rows.first?[0].map { Array($0.utf8) } == Array(text.utf8))
    }
  }

  @Test(arguments: awkward.filter { !$0.isEmpty && $0.utf8.count < 64 })
  func identifiersComeBack(name: String) throws {
    let connection = try Connection(TestServer.connectionString())
    let rows = try connection.query("select 1 as \(Connection.quoteIdentifier(name))")
    #expect(rows.columns.map { Array($0.utf8) } == [Array(name.utf8)])
  }
}
