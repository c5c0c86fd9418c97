import Domains
import Forecasting

/// Reads the fields of a domain's CSV rows: a leaf series, a month, an amount in the domain's unit.
struct DomainFields {
  let domain: Domain
  /// The leaf series that the domain has.
  let known: Set<SeriesKey>

  func month(_ row: CSVTable.Row, _ column: String) throws(Failure) -> Month {
    guard let month = Month(row[column]) else {
      throw row.refused("\(column) '\(row[column])' is no month; expected YYYY-MM or its first day")
    }
    return month
  }

  func series(_ row: CSVTable.Row) throws(Failure) -> SeriesKey {
    let keys = SeriesKey(domain.keys.map { row[$0] })
    guard known.contains(keys) else {
      throw row.refused(
        "\(domain.name) has no series '\(keys.values.joined(separator: " / "))' (\(domain.keys.joined(separator: ", ")))"
      )
    }
    return keys
  }

  func amount(_ row: CSVTable.Row, _ column: String) throws(Failure) -> Amount {
    guard let amount = Amount(row[column], decimals: domain.decimals),
      amount.scaled.magnitude < 1_000_000_000_000_000_000
    else {
      throw row.refused(
        "\(column) '\(row[column])' is no number of at most \(domain.decimals) decimals and 18 digits, such as -1234.5"
      )
    }
    return amount
  }

  /// Nothing is converted: an amount in another unit is refused.
  func checkUnit(_ row: CSVTable.Row) throws(Failure) {
    guard row["unit"] == domain.unit else {
      throw row.refused(
        "unit '\(row["unit"])' is not \(domain.unit), in which \(domain.name) is planned and forecast")
    }
  }
}
