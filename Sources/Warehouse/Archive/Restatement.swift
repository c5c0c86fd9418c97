import Domains
import Forecasting

/// An actual that is another now than a vintage saw. Grain: leaf series x month.
public struct Restatement: Hashable, Sendable {
  public let series: SeriesKey
  public let month: Month
  /// In the domain's unit; nil where the vintage had no such month.
  public let before: Double?
  /// Nil where the month is gone.
  public let after: Double?

  /// What changed between the dataset that a vintage saw and the one that it would see now, by keys and month.
  public static func between(_ then: ArchivedDataset, _ now: ArchivedDataset) -> [Restatement] {
    let before = values(then)
    let after = values(now)
    return Set(before.keys).union(after.keys).sorted().flatMap { key -> [Restatement] in
      let (old, new) = (before[key] ?? [:], after[key] ?? [:])
      return Set(old.keys).union(new.keys).sorted().compactMap { month in
        old[month] == new[month]
          ? nil : Restatement(series: key, month: month, before: old[month], after: new[month])
      }
    }
  }

  private static func values(_ dataset: ArchivedDataset) -> [SeriesKey: [Month: Double]] {
    var values: [SeriesKey: [Month: Double]] = [:]
    for (index, key) in dataset.keys.enumerated() {
      let first = dataset.panel.firstMonths[index]
      values[key] = Dictionary(
        uniqueKeysWithValues: dataset.panel[index].values.enumerated().map { (first + $0.offset, $0.element) })
    }
    return values
  }
}
