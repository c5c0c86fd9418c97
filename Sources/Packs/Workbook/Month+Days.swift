import Forecasting

extension Month {
  /// The first day, counted from 2000-01-01.
  ///
  /// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013), days_from_civil.
  var daysSince2000: Int32 {
    let shifted = month <= 2 ? year - 1 : year
    let (era, yearOfEra) = shifted.quotientAndRemainder(dividingBy: 400)
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5
    return Int32(era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 730_425)
  }

  /// The number that Excel has for the first day, from March 1900 on.
  var excelSerial: Int { Int(daysSince2000) + 36_526 }
}
