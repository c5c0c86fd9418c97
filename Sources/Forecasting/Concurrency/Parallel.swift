import Dispatch
import Synchronization

/// Work over many series on many cores, with results that do not depend on how many.
///
/// Each index writes a slot of its own and nothing is summed across indices, so that one core and many give the
/// same bits. Dispatch brings the threads; indices are handed out one by one, because series differ in cost.
public enum Parallel {
  /// `body(0)`, `body(1)`, …, in order of index. `cores` nil means all.
  public static func map<Value: Sendable>(
    _ count: Int, cores: Int?, _ body: @Sendable (Int) -> Value
  ) -> [Value] {
    let workers = min(count, cores ?? Int.max)
    guard workers > 1 else { return (0..<count).map(body) }
    return [Value](unsafeUninitializedCapacity: count) { buffer, filled in
      nonisolated(unsafe) let slots = buffer
      let next = Atomic<Int>(0)
      DispatchQueue.concurrentPerform(iterations: workers) { _ in
        while true {
          let index = next.add(1, ordering: .relaxed).oldValue
          guard index < count else { return }
          slots.initializeElement(at: index, to: body(index))
        }
      }
      filled = count
    }
  }
}
