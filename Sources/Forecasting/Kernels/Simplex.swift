/// Nelder and Mead's simplex search (1965) within a box, turned inside out: `point` is the next place to
/// evaluate, `tell` takes its value. So several searches can share one evaluation of eight lanes.
///
/// At most eight parameters, kept in one vector; unused ones stay 0. A value that is not finite counts as worst.
struct Simplex {
  /// Where the next value is wanted, once `isDone` the best place found.
  private(set) var point: SIMD8<Double>
  /// The value at the best vertex, once `isDone`.
  private(set) var value = worst
  var isDone: Bool { step == .done }

  static var worst: Double { 1e300 }

  /// Where a search begins and how far it may go; one element a parameter.
  struct Start {
    var dimension = 0
    var origin = SIMD8<Double>.zero
    var lower = SIMD8<Double>.zero
    var upper = SIMD8<Double>.zero
    /// Edge of the first simplex along each parameter.
    var edge = SIMD8<Double>.zero

    mutating func add(_ origin: Double, in bounds: ClosedRange<Double>, edge: Double) {
      self.origin[dimension] = origin
      lower[dimension] = bounds.lowerBound
      upper[dimension] = bounds.upperBound
      self.edge[dimension] = edge
      dimension += 1
    }
  }

  private enum Step { case first, reflect, expand, contract, shrink, done }

  private let start: Start
  private let tolerance: Double
  private var roundsLeft: Int
  private var step = Step.first
  /// The vertex being evaluated in the first round and when shrinking.
  private var cursor = 0
  /// Vertices with their values, the best first whenever a round begins.
  private var vertices: [9 of SIMD8<Double>]
  private var values: [9 of Double] = .init(repeating: worst)
  private var centre = SIMD8<Double>.zero
  private var reflected = SIMD8<Double>.zero
  private var reflectedValue = 0.0

  /// Ends when the values of all vertices agree within `tolerance`, or after `rounds`.
  init(_ start: Start, rounds: Int, tolerance: Double) {
    self.start = start
    self.tolerance = tolerance
    roundsLeft = rounds
    vertices = .init(repeating: start.origin)
    point = start.origin
    for k in 0..<start.dimension {
      let stepped = start.origin[k] + start.edge[k]
      let inside = stepped > start.upper[k] ? start.origin[k] - start.edge[k] : stepped
      vertices[k + 1][k] = min(max(inside, start.lower[k]), start.upper[k])
    }
    if start.dimension == 0 { roundsLeft = 0 }
  }

  /// Takes the value at `point` and moves on.
  mutating func tell(_ told: Double) {
    let told = told.isFinite ? told : Self.worst
    let last = start.dimension
    switch step {
    case .first:
      values[cursor] = told
      cursor += 1
      if cursor <= last { point = vertices[cursor] } else { sortAll() }
    case .reflect:
      reflectedValue = told
      if told < values[0] {
        ask(inBox(3 * centre - 2 * vertices[last]), .expand)
      } else if told < values[last - 1] {
        replaceWorst(reflected, told)
      } else {
        if told < values[last] {
          vertices[last] = reflected
          values[last] = told
        }
        ask(0.5 * (centre + vertices[last]), .contract)
      }
    case .expand:
      if told < reflectedValue { replaceWorst(point, told) } else { replaceWorst(reflected, reflectedValue) }
    case .contract:
      if told < values[last] {
        replaceWorst(point, told)
      } else {
        cursor = 1
        shrinkNext()
      }
    case .shrink:
      values[cursor] = told
      cursor += 1
      if cursor <= last { shrinkNext() } else { sortAll() }
    case .done: break
    }
  }

  private mutating func ask(_ place: SIMD8<Double>, _ next: Step) {
    point = place
    step = next
  }

  private func inBox(_ place: SIMD8<Double>) -> SIMD8<Double> {
    place.clamped(lowerBound: start.lower, upperBound: start.upper)
  }

  private mutating func shrinkNext() {
    vertices[cursor] = 0.5 * (vertices[cursor] + vertices[0])
    ask(vertices[cursor], .shrink)
  }

  /// The worst vertex gives way to a better one, which moves up to its rank.
  private mutating func replaceWorst(_ vertex: SIMD8<Double>, _ value: Double) {
    insert(vertex, value, at: start.dimension)
    nextRound()
  }

  private mutating func sortAll() {
    for rank in stride(from: 1, through: start.dimension, by: 1) {
      insert(vertices[rank], values[rank], at: rank)
    }
    nextRound()
  }

  /// Ranks 0..<rank are in order; puts the vertex behind those that are no worse.
  private mutating func insert(_ vertex: SIMD8<Double>, _ value: Double, at rank: Int) {
    var place = rank
    while place > 0 && values[place - 1] > value {
      values[place] = values[place - 1]
      vertices[place] = vertices[place - 1]
      place -= 1
    }
    values[place] = value
    vertices[place] = vertex
  }

  private mutating func nextRound() {
    let last = start.dimension
    if roundsLeft == 0 || values[last] - values[0] <= tolerance {
      value = values[0]
      ask(vertices[0], .done)
      return
    }
    roundsLeft -= 1
    var sum = SIMD8<Double>.zero
    for k in 0..<last { sum += vertices[k] }
    centre = sum / Double(last)
    reflected = inBox(2 * centre - vertices[last])
    ask(reflected, .reflect)
  }
}
