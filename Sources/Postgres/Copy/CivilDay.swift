/// A day of the proleptic Gregorian calendar and its count from 2000-01-01, as PostgreSQL stores a `date`.
///
/// The count: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013), days_from_civil and
/// civil_from_days, shifted to 2000-01-01.
public struct CivilDay: Hashable, Sendable {
  public let year: Int
  /// 1...12.
  public let month: Int
  /// 1...31.
  public let day: Int

  public init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// `infinity` and `-infinity` are the ends of Int32 and give a day far outside any calendar in use.
  public init(daysSince2000 days: Int32) {
    let shifted = Int(days) + Self.daysFromMarchOfYear0
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  public var daysSince2000: Int32 {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int32(era * 146_097 + dayOfEra - Self.daysFromMarchOfYear0)
  }

  /// Days from 0000-03-01 to 2000-01-01.
  private static let daysFromMarchOfYear0 = 730_425
}
