import Forecasting
import Postgres

extension Month {
  /// The first day, as COPY BINARY has a `date`.
  var daysSince2000: Int32 { CivilDay(year: year, month: month, day: 1).daysSince2000 }
}
