import TestSupport

/// Inputs that are almost right: a sample with a few changes, the same for the same seed and number.
struct Mutator {
  let samples: [[UInt8]]
  /// Pieces that mean something to the parser, to be put anywhere.
  let tokens: [[UInt8]]
  let seed: UInt64

  /// What every parser may stumble over.
  private static let troublesome: [[UInt8]] =
    [
      [0], [0xFF], [0xEF, 0xBB, 0xBF], [0x80], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
    ]
    + [
      "\n", "\r\n", "\"", "'", ",", "-", "=cmd|' /C calc'!A0", "../../", "NaN", "inf", "-0", "1e999", "1e-999",
      "9223372036854775807", "9223372036854775808", "-9223372036854775808", "0.1e400", "\u{202E}", "e\u{301}",
      "\u{1F469}\u{200D}\u{1F4BB}", "0000-00", "9999-12", "<script>", "{{", "}}", "[[[[", "{{{{", "&a *a", "\t",
    ].map { Array($0.utf8) }

  /// Input `number`.
  func input(_ number: Int) -> [UInt8] {
    var random = SplitMix(seed: seed &* 0x9E37_79B9 &+ UInt64(number))
    var bytes = samples[random.below(samples.count)]
    for _ in 0...random.below(6) { change(&bytes, &random) }
    return bytes
  }

  private func change(_ bytes: inout [UInt8], _ random: inout SplitMix) {
    let start = random.below(bytes.count + 1)
    let end = min(bytes.count, start + random.below(1 + random.below(32)))
    switch random.below(9) {
    case 0 where !bytes.isEmpty: bytes[random.below(bytes.count)] ^= 1 << UInt8(random.below(8))
    case 1 where !bytes.isEmpty: bytes[random.below(bytes.count)] = UInt8(random.below(256))
    case 2: bytes.removeSubrange(start..<end)
    case 3: bytes.insert(contentsOf: bytes[start..<end], at: random.below(bytes.count + 1))
    case 4: bytes.removeSubrange(start...)
    case 5:
      let other = samples[random.below(samples.count)]
      bytes.replaceSubrange(start..., with: other[random.below(other.count + 1)...])
    case 6: bytes.replaceSubrange(start..<end, with: token(&random))
    default: bytes.insert(contentsOf: token(&random), at: start)
    }
  }

  private func token(_ random: inout SplitMix) -> [UInt8] {
    let index = random.below(tokens.count + Self.troublesome.count)
    return index < tokens.count ? tokens[index] : Self.troublesome[index - tokens.count]
  }
}
