import ArgumentParser
import Foundation

/// `forecastpack render`: the pack of a published month, again.
struct RenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render", abstract: "Render the packs of published months from the views.")
  @OptionGroup var options: GlobalOptions
  @OptionGroup var months: AsOfOptions

  func run() throws {
    let session = try Session(options: options, application: "forecastpack render")
    try session.requireTables()
    for month in try session.asOfMonths(months) {
      try session.console.stage("render") {
        // One snapshot: a vintage that is published meanwhile does not mix in.
        var timings = Timings()
        let staged = try session.connection.transaction(.repeatableRead) {
          try session.stagePack(month, &timings)
        }
        try session.record(staged)
        try session.place(staged)
        try session.share(month)
        let steps = ["queries", "content", "page", "workbook", "data"].map { step in
          "\(step) \(String(format: "%.2f", timings.seconds[step] ?? 0)) s"
        }
        return ((), "\(month): \(steps.joined(separator: ", "))")
      }
      for file in session.packFiles(month) { options.console.result(file.path) }
    }
  }
}
