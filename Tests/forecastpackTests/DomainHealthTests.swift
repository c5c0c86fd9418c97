import Forecasting
import Testing
import Warehouse

@testable import forecastpack

/// When retraining is due, and why.
@Suite struct DomainHealthTests {
  private static let asOf = Month(year: 2013, month: 11)

  private static func row(_ measure: MonitoringMeasure, alert: Bool = true, horizon: Int = 1) -> MonitoringRow {
    MonitoringRow(
      domain: "sales", runID: "r", asOf: asOf, measure: measure, level: "total", series: "(all)",
      horizon: horizon, pairs: 12, value: 1.25, limit: 1, alertSince: alert ? asOf - 2 : nil)
  }

  private static func health(
    _ rows: [MonitoringRow] = [], complete: Month? = asOf, reviewed: Month = asOf - 3, isLatest: Bool = true
  ) -> DomainHealth {
    DomainHealth(
      domain: "sales", asOf: asOf, isLatest: isLatest, rows: rows, lastComplete: complete, reviewed: reviewed,
      reviewMonths: 12)
  }

  @Test func nothingIsDueWhereAllIsWithinBounds() {
    let health = Self.health([Self.row(.wape, alert: false)])
    #expect(health.reasons.isEmpty && !health.needsReview)
    #expect(
      MonitoringReport(domains: [health]).text
        == "sales, as of 2013-11: 0 of 1 measures out of bounds\n  nothing is due")
  }

  @Test func aNewMonthIsDueButNoReview() {
    let health = Self.health(complete: Self.asOf + 1)
    #expect(health.reasons == [.newMonth(Self.asOf + 1)] && !health.needsReview)
    #expect(Self.health(complete: nil).reasons.isEmpty)
  }

  @Test func alertsAreDriftOrAccuracy() {
    let (drift, wape) = (Self.row(.inputDrift, horizon: 0), Self.row(.wapeToNaive))
    let health = Self.health([wape, drift])
    #expect(health.reasons == [.drift([drift]), .accuracy([wape])] && health.needsReview)
    #expect(
      MonitoringReport(domains: [health]).text == """
        sales, as of 2013-11: 2 of 2 measures out of bounds
          wape_to_naive 1.250 beyond 1.000  total, h = 1, 12 months, since the vintage of 2013-09
          input_drift 1.250 beyond 1.000  total, 12 months, since the vintage of 2013-09
          due, drift: input_drift out of bounds
          due, accuracy: wape_to_naive out of bounds
        """)
  }

  @Test func ageIsCountedFromTheLastDecision() {
    #expect(Self.health(reviewed: Self.asOf - 11).reasons.isEmpty)
    #expect(Self.health(reviewed: Self.asOf - 12).reasons == [.age(12)])
  }

  @Test func aDecisionAtTheVintageAnswersItsAlerts() {
    #expect(Self.health([Self.row(.wape)], reviewed: Self.asOf).reasons.isEmpty)
    #expect(Self.health([Self.row(.wape)], reviewed: Self.asOf - 1).needsReview)
  }

  @Test func nothingIsDueForAnOldVintage() {
    let health = Self.health([Self.row(.wape)], complete: Self.asOf + 5, isLatest: false)
    #expect(health.reasons.isEmpty && MonitoringReport(domains: [health]).hasAlerts)
  }
}
