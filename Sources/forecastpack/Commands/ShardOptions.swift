import ArgumentParser
import Forecasting

/// Which part of the series a process works on.
struct ShardOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Only this part of the series, as 2/8; 'forecastpack reduce' brings the parts together.",
      discussion: "Many may run at a time, on as many machines, and any of them again."))
  var shard: Shard?
}

extension Shard: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}
