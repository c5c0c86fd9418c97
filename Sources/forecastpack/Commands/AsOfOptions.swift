import ArgumentParser
import Forecasting

/// Which vintages: one month, a range, or (without any) the last complete month.
struct AsOfOptions: ParsableArguments {
  @Option(name: .customLong("as-of"), help: "The as-of month, as 2013-11; by default the last complete one.")
  var asOf: Month?

  @Option(help: "The first as-of month of a backfill.")
  var from: Month?

  @Option(help: "The last as-of month of a backfill.")
  var to: Month?

  /// Nil without any option. Throws `Failure.usage` for options that contradict each other.
  var range: [Month]? {
    get throws {
      switch (asOf, from, to) {
      case (nil, nil, nil): return nil
      case (let month?, nil, nil): return [month]
      case (nil, let first?, let last?):
        guard first <= last else { throw Failure.usage("--from \(first) is after --to \(last)") }
        return (0...(last - first)).map { first + $0 }
      default: throw Failure.usage("expected --as-of alone, or --from and --to together")
      }
    }
  }
}

extension Month: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}
