import Foundation

/// Ends the process when it is asked to (SIGINT, SIGTERM), with a word on standard error and 128 + the signal as exit
/// code.
///
/// There is nothing to undo: the server takes back what was not committed, and the next run removes a folder that was
/// not renamed into its place.
enum Interruption {
  static func watch() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGINT, SIGTERM] {
      sigaddset(&signals, signal)
      var action = sigaction()
      // Within the handler only what signal-safety(7) allows.
      action.__sigaction_handler.sa_handler = { number in
        let words: StaticString = "forecastpack: stopped; nothing is half done, run it again to go on\n"
        _ = write(STDERR_FILENO, words.utf8Start, words.utf8CodeUnitCount)
        _exit(128 + number)
      }
      sigaction(signal, &action, nil)
    }
    // Whoever started this process may have held them back, and that is inherited.
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }
}
