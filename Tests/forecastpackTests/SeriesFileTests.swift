import Forecasting
import Foundation
import Testing

@testable import forecastpack

@Suite struct SeriesFileTests {
  private func read(_ text: String) throws -> SeriesFile {
    try SeriesFile(Data(text.utf8), name: "in.csv")
  }

  @Test func rowsComeInAnyOrderAndMayBeQuoted() throws {
    let file = try read(
      "y,ds,note,unique_id\r\n3,2013-03,,\"a,\"\"b\"\r\n5,1999-12-01,\"x\ny\",\u{5D0}\n1,2013-01,,\"a,\"\"b\"\n"
    )
    #expect(file.ids == ["a,\"b", "\u{5D0}"])
    #expect(file.panel[0].firstMonth == Month(year: 2013, month: 1))
    #expect(file.panel[0].values.first == 1)
    #expect(file.panel[0].values.dropFirst().first?.isNaN == true)
    #expect(file.panel[0].values.last == 3)
    #expect(Array(file.panel[1].values) == [5])
    #expect(file.panel[1].firstMonth == Month(year: 1999, month: 12))
  }

  @Test func aSeriesWithAMonthTwiceIsLeftOutByName() throws {
    let file = try read("unique_id,ds,y\na,2013-01,1\nb,2013-01,2\na,2013-01-01,1\n")
    #expect(file.ids == ["b"])
    #expect(file.leftOut == ["a: 2013-01 is there twice"])
  }

  @Test(arguments: [
    ("", "in.csv:1: the file is empty"),
    ("unique_id,ds\n", "in.csv:1: there is no column y; the columns unique_id, ds and y are needed"),
    ("unique_id,ds,y\n", "in.csv: no series can be used"),
    ("unique_id,ds,y\na,2013-01\n", "in.csv:2: 2 fields where the header has 3"),
    (
      "unique_id,ds,y\na,2013-01,1\n\n\"a\nb\",2013-13,1\n",
      "in.csv:4: ds \"2013-13\" is no month: YYYY-MM or its first day is expected"
    ),
    (
      "unique_id,ds,y\na,2013-01,1 000\n",
      "in.csv:2: y \"1 000\" is no number; leave it empty where there is none"
    ),
    ("unique_id,ds,y\n\"a,2013-01,1\n", "in.csv:2: a quote is not closed"),
    ("unique_id,ds,y\n\"a\"b,2013-01,1\n", "in.csv:2: text after a closing quote"),
    ("unique_id,ds,y\na,2013-01,1\na,2013-01,1\n", "in.csv: no series can be used (a: 2013-01 is there twice)"),
  ]) func whatCannotBeReadIsNamedWithItsLine(text: String, message: String) throws {
    let error = #expect(throws: Failure.self) { try read(text) }
    #expect(error?.description == message)
  }

  @Test func writtenFieldsAreReadBack() throws {
    var text = CSVText(header: ["unique_id", "ds", "y"])
    let names = ["plain", "comma,", "quote\"", "two\nlines", "cr\r", "", "\u{202E}right to left"]
    for name in names { text.append([name, "2013-01", "0.1"]) }
    let file = try SeriesFile(text.data, name: "in.csv")
    #expect(file.ids == names)
    #expect(file.panel.values == Array(repeating: 0.1, count: names.count))
  }
}
