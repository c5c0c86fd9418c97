import CLinux
import Glibc

/// Passwords are in the memory of a process that was given them, and a crash would leave that on the disk.
enum CoreDumps {
  /// This process leaves none, whatever catches them, and what it starts writes none to a file.
  static func forbid() {
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    _ = process_forbid_dumps()
  }
}
