import Forecasting
import Postgres

extension Month {
  /// The first day, as COPY BINARY has a `date`.
  var daysSince2000: Int32 { CivilDay(year: year, month: month, day: 1).daysSince2000 }

  /// The second in which it begins, UTC, since 1970: 10,957 days before 2000.
  var firstSecond: Int64 { (Int64(daysSince2000) + 10_957) * 86_400 }
}
