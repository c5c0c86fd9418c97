import Glibc

/// An exclusive lock on a file, among processes; gone with the object or the process.
final class FileLock {
  private let descriptor: Int32

  /// Waits at most `seconds` for another holder.
  init(_ path: String, seconds: Int) throws(LocalServerError) {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw LocalServerError(.folder, "cannot write \(path): \(systemMessage())") }
    let clock = ContinuousClock()
    let deadline = clock.now + .seconds(seconds)
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR, clock.now < deadline else {
        close(descriptor)
        throw LocalServerError(
          .busy, "another process has been starting or stopping the server for \(seconds) s (it holds \(path))")
      }
      usleep(50_000)
    }
  }

  deinit { close(descriptor) }
}
