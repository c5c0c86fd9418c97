import CLinux
import Glibc
import Synchronization

/// Work over many series on many cores, with results that do not depend on how many.
///
/// Each index writes a slot of its own and nothing is summed across indices, so that one core and many give the
/// same bits. Indices are handed out one by one, because series differ in cost.
///
/// The threads are ours: Dispatch waits for ever where the system gives none. Here those work that there are, the
/// caller's among them.
public enum Parallel {
  /// `body(0)`, `body(1)`, …, in order of index. `cores` nil means all that this process may use.
  public static func map<Value: Sendable>(
    _ count: Int, cores: Int?, _ body: @Sendable (Int) -> Value
  ) -> [Value] {
    let workers = min(count, cores ?? usableCores)
    guard workers > 1 else { return (0..<count).map(body) }
    return [Value](unsafeUninitializedCapacity: count) { buffer, filled in
      nonisolated(unsafe) let slots = buffer
      let next = Atomic<Int>(0)
      perform(workers) {
        while true {
          let index = next.add(1, ordering: .relaxed).oldValue
          guard index < count else { return }
          slots.initializeElement(at: index, to: body(index))
        }
      }
      filled = count
    }
  }

  /// Runs `body` on this thread and on `workers` - 1 others, or as many as can be had.
  private static func perform(_ workers: Int, _ body: @Sendable () -> Void) {
    withoutActuallyEscaping(body) { body in
      let work = Work(body)
      var threads: [pthread_t] = []
      for _ in 1..<workers {
        var thread = pthread_t()
        let failure = pthread_create(
          &thread, nil,
          { work in
            Unmanaged<Work>.fromOpaque(work!).takeUnretainedValue().body()
            return nil
          }, Unmanaged.passUnretained(work).toOpaque())
        guard failure == 0 else { break }
        threads.append(thread)
      }
      body()
      for thread in threads { pthread_join(thread, nil) }
      withExtendedLifetime(work) {}
    }
  }

  private final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Those that the scheduler may give to this process, which may be fewer than the machine has.
  private static let usableCores: Int = {
    var mask = [UInt64](repeating: 0, count: 128)
    guard sched_getaffinity(0, mask.count * MemoryLayout<UInt64>.size, &mask) == 0 else {
      return max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    }
    return max(1, mask.reduce(0) { $0 + $1.nonzeroBitCount })
  }()
}
