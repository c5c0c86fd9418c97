import Foundation
import Processes

/// The revision that a project's folder is at.
enum GitRevision {
  /// 40 or 64 hexadecimal digits; nil outside a repository or where there is no git.
  ///
  /// Throws `Failure.unavailable` with git's own words where it cannot say.
  static func read(_ folder: URL) throws -> String? {
    let git = "/usr/bin/git"
    guard FileManager.default.isExecutableFile(atPath: git) else { return nil }
    let words: String
    do {
      let outcome = try ChildProcess(
        [git, "-C", folder.path, "rev-parse", "--verify", "HEAD"],
        environment: ChildProcess.inheritedEnvironment().merging(["LC_ALL": "C"]) { $1 }
      ).run()
      // Warnings may stand beside it.
      let lines = outcome.output.split(separator: "\n")
      let revision = lines.first { [40, 64].contains($0.utf8.count) && $0.allSatisfy(\.isHexDigit) }
      if outcome.code == 0, let revision { return String(revision) }
      if outcome.code == 128, outcome.output.contains("not a git repository") { return nil }
      words = lines.last.map(String.init) ?? "git ended with status \(outcome.code)"
    } catch {
      words = error.description
    }
    throw Failure.unavailable("the revision of \(folder.path) is not known: \(words)")
  }
}
