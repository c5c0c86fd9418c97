import Glibc
import Processes

/// Runs a program of the server to its end, in English and without what would lead it elsewhere.
enum ServerProgram {
  /// - Parameter folder: its working folder; the caller's may be closed to the server's user.
  static func run(_ words: [String], in folder: String = "/") throws(LocalServerError) -> ChildProcess.Outcome {
    let kept = ChildProcess.inheritedEnvironment(without: ["PG", "LC_", "LANG"])
    do {
      return try ChildProcess(words, environment: kept.merging(["LC_ALL": "C"]) { $1 }, folder: folder).run()
    } catch {
      throw LocalServerError(error.isShortage ? .start : .binaries, error.description)
    }
  }
}

/// What the system says about the last call that failed.
func systemMessage() -> String { String(cString: strerror(errno)) }
