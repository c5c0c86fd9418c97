import Forecasting
import Testing

@Suite struct MonthTests {
  @Test func readsAndWrites() {
    #expect(Month("2013-11") == Month(year: 2013, month: 11))
    #expect(Month("2013-11-01")?.firstDay == "2013-11-01")
    #expect(Month("0987-01")?.description == "0987-01")
  }

  @Test(arguments: ["", "2013", "2013-13", "2013-00", "2013-1", "2013-11-02", "13-11-01", "2013-11-01 ", "x"])
  func refuses(text: String) {
    #expect(Month(text) == nil)
  }

  @Test func countsAcrossYears() {
    let month = Month(year: 2013, month: 11)
    #expect((month + 2).description == "2014-01")
    #expect((month - 23).description == "2011-12")
    #expect(month + 14 - month == 14)
    #expect(month < month + 1)
  }
}
