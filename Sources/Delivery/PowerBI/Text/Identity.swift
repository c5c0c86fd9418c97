import Digests

/// Identifiers that follow from names alone, so that writing a project again changes nothing.
enum Identity {
  /// A GUID in the form of version 8 (RFC 9562, section 5.8): 122 bits of the digest of the names.
  static func guid(_ names: String...) -> String {
    var digits = Array(digest(names).prefix(32))
    digits[12] = "8"
    digits[16] = ["8", "9", "a", "b"][(digits[16].hexDigitValue ?? 0) % 4]
    let parts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }
    return parts.joined(separator: "-")
  }

  /// The name of a page or a visual: 20 hexadecimal digits, as Power BI Desktop gives them.
  static func folder(_ names: String...) -> String { String(digest(names).prefix(20)) }

  private static func digest(_ names: [String]) -> String {
    let hash = SHA256()
    for name in names { hash.updateField(name) }
    return hash.finishHex()
  }
}
