import Digests

/// Names of tables, columns or measures that Power BI takes: without control characters or outer spaces, at most 100
/// characters with what is put before or after them, and different from each other whatever their case.
struct ObjectNames {
  private var taken: Set<String> = []

  init(reserved: [String] = []) { taken = Set(reserved.map { $0.lowercased() }) }

  /// `wish` as a name; a number follows where the name is taken, in another case perhaps.
  mutating func add(_ wish: String) -> String {
    let base = Self.clean(wish)
    var name = base
    var number = 2
    while !taken.insert(name.lowercased()).inserted {
      name = "\(base) \(number)"
      number += 1
    }
    return name
  }

  /// The name without what no name may hold; one of more than 60 UTF-16 units ends in a digest of the whole.
  static func clean(_ wish: String) -> String {
    let words = wish.unicodeScalars.split(whereSeparator: isSpace)
    let name = words.map { String(String.UnicodeScalarView($0)) }.joined(separator: " ")
    if name.isEmpty { return "Unnamed" }
    guard name.utf16.count > 60 else { return name }
    var short = String.UnicodeScalarView()
    var length = 0
    for scalar in name.unicodeScalars {
      length += UTF16.width(scalar)
      if length > 50 { break }
      short.append(scalar)
    }
    return clean(String(short)) + " " + SHA256.hex(name).prefix(8)
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
  }
}
