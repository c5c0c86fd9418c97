/// The recursion of complex exponential smoothing, of one series or of eight.
///
/// Its states are a common pair and one for each position of the year, of which a form uses one or both.
struct ComplexRecursion<Value: LaneArithmetic> {
  let form: ComplexForm
  private let common: ComplexGains<Value>
  private let season: ComplexGains<Value>

  @inline(__always)
  init(_ form: ComplexForm, _ parameters: borrowing [8 of Value]) {
    self.form = form
    common = ComplexGains(parameters[0], parameters[1])
    season = form == .simple ? common : ComplexGains(parameters[2], parameters[3])
  }

  @inline(__always)
  func forecast(_ pair: ComplexPair<Value>, _ month: ComplexPair<Value>) -> Value {
    switch form {
    case .none: pair.level
    case .simple: month.level
    case .partial, .full: pair.level + month.level
    }
  }

  /// Takes in the error of one month.
  @inline(__always)
  func move(_ pair: inout ComplexPair<Value>, _ month: inout ComplexPair<Value>, _ error: Value) {
    if form.hasCommonPair { pair.move(common, error) }
    moveMonth(&month, error)
  }

  /// At the end of a run each state moves once more without an error, and the next run begins there.
  @inline(__always)
  func turn(_ pair: inout ComplexPair<Value>, _ months: inout MutableSpan<ComplexPair<Value>>) {
    let none = Value(constant: 0)
    if form.hasCommonPair { pair.move(common, none) }
    for position in months.indices { moveMonth(&months[position], none) }
  }

  @inline(__always)
  private func moveMonth(_ month: inout ComplexPair<Value>, _ error: Value) {
    switch form {
    case .none: break
    case .simple, .full: month.move(season, error)
    case .partial: month.level = month.level + season.level * error
    }
  }
}
