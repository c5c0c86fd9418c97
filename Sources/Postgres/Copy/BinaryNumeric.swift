/// PostgreSQL's `numeric` on the wire: count of base-10000 digits, weight of the first, sign, display scale, digits
/// (src/backend/utils/adt/numeric.c, numeric_send).
public struct BinaryNumeric: Hashable, Sendable {
  /// `scaled` / 10^`decimals` is the value.
  public var scaled: Int64
  /// 0...18: the decimals that the server would print.
  public var decimals: Int

  public init(scaled: Int64, decimals: Int) {
    self.scaled = scaled
    self.decimals = decimals
  }

  /// Why a numeric cannot be had as 64 bits.
  public enum Failure: Error, Hashable, Sendable {
    case notANumber
    case infinite
    /// More than 18 decimals, or beyond 64 bits once scaled.
    case tooLong
    case malformed
  }

  /// The nearest `Double`: the division of two integers is rounded once while both are below 2^53, and to the last
  /// bit or the one beside it beyond.
  public var doubleValue: Double { Double(scaled) / Self.doublePowers[decimals] }

  /// The same number with no zero at the end of its decimals.
  public var canonical: BinaryNumeric {
    var result = self
    while result.decimals > 0, result.scaled % 10 == 0 {
      result.scaled /= 10
      result.decimals -= 1
    }
    return result
  }

  /// How many digits the number has when it is written with `decimals` decimals, which are no fewer than its own.
  public func digits(decimals: Int) -> Int {
    var rest = scaled.magnitude
    var count = 0
    while rest > 0 {
      rest /= 10
      count += 1
    }
    return count == 0 ? 0 : count + decimals - self.decimals
  }

  static let powers: [Int64] = (0...18).reduce(into: [1]) { list, _ in list.append(list.last! &* 10) }
  static let doublePowers: [Double] = powers.map(Double.init)

  static let negativeSign: UInt16 = 0x4000
  static let notANumberSign: UInt16 = 0xC000
  static let infinitySign: UInt16 = 0xD000
  static let negativeInfinitySign: UInt16 = 0xF000

  /// Reads the field's bytes.
  init(_ bytes: RawSpan) throws(Failure) {
    func word(_ index: Int) -> UInt16 {
      UInt16(bytes.unsafeLoad(fromByteOffset: index * 2, as: UInt8.self)) << 8
        | UInt16(bytes.unsafeLoad(fromByteOffset: index * 2 + 1, as: UInt8.self))
    }
    guard bytes.byteCount >= 8 else { throw .malformed }
    let count = Int(word(0))
    let weight = Int(Int16(bitPattern: word(1)))
    let sign = word(2)
    let decimals = Int(word(3))
    switch sign {
    case 0, Self.negativeSign: break
    case Self.notANumberSign: throw .notANumber
    case Self.infinitySign, Self.negativeInfinitySign: throw .infinite
    default: throw .malformed
    }
    guard bytes.byteCount == 8 + 2 * count else { throw .malformed }
    guard decimals <= 18 else { throw .tooLong }
    // Negative all along: the magnitude of the least Int64 has no positive.
    var scaled: Int64 = 0
    for index in 0..<count {
      let digit = Int64(word(4 + index))
      guard digit < 10_000 else { throw .malformed }
      // The digit counts 10000^(weight - index); in units of 10^-decimals that is 10^exponent.
      let exponent = (weight - index) * 4 + decimals
      let part: Int64
      if exponent >= 0 {
        guard digit != 0 else { continue }
        guard exponent <= 18 else { throw .tooLong }
        let (product, isOver) = digit.multipliedReportingOverflow(by: Self.powers[exponent])
        guard !isOver else { throw .tooLong }
        part = product
      } else {
        guard exponent > -4, digit % Self.powers[-exponent] == 0 else { throw .malformed }
        part = digit / Self.powers[-exponent]
      }
      let (sum, isUnder) = scaled.subtractingReportingOverflow(part)
      guard !isUnder else { throw .tooLong }
      scaled = sum
    }
    if sign == 0 {
      guard scaled != .min else { throw .tooLong }
      scaled = -scaled
    }
    self.init(scaled: scaled, decimals: decimals)
  }

  /// Appends the field's bytes, without the length before them.
  func encode(into buffer: inout [UInt8]) {
    func append(_ word: UInt16) {
      buffer.append(UInt8(word >> 8))
      buffer.append(UInt8(truncatingIfNeeded: word))
    }
    // Split at the decimal point and fill the fraction up to whole groups of four.
    let power = UInt64(Self.powers[decimals])
    var whole = scaled.magnitude / power
    let groupsAfterPoint = (decimals + 3) / 4
    var fraction = scaled.magnitude % power
    var digits: [UInt16] = []
    if groupsAfterPoint > 0 {
      let spare = groupsAfterPoint * 4 - decimals
      // Without overflow: the last group apart, as 18 decimals filled up to 20 exceed 64 bits.
      let lastPower = UInt64(Self.powers[4 - spare])
      digits.append(UInt16(fraction % lastPower * UInt64(Self.powers[spare])))
      fraction /= lastPower
      for _ in 1..<groupsAfterPoint {
        digits.append(UInt16(fraction % 10_000))
        fraction /= 10_000
      }
    }
    while whole > 0 {
      digits.append(UInt16(whole % 10_000))
      whole /= 10_000
    }
    digits.reverse()
    var weight = digits.count - groupsAfterPoint - 1
    let leading = digits.prefix(while: { $0 == 0 }).count
    digits.removeFirst(leading)
    weight -= leading
    while digits.last == 0 { digits.removeLast() }
    append(UInt16(digits.count))
    append(UInt16(bitPattern: Int16(digits.isEmpty ? 0 : weight)))
    append(scaled < 0 ? Self.negativeSign : 0)
    append(UInt16(decimals))
    digits.forEach(append)
  }
}
