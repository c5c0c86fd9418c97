import Domains

/// The ids of the variance page's nodes, from their names: the same as long as the names are.
struct VarianceAnchors {
  private let ids: [Place: String]

  private struct Place: Hashable {
    let domain: String
    let level: String
    let keys: SeriesKey
  }

  /// Every node of `trees` that has rows below it.
  init(_ trees: [VarianceDefinition], _ kpis: [String: KPIIndex]) {
    var ids: [Place: String] = [:]
    var taken: Set<String> = []
    for tree in trees {
      guard let name = tree.domain, let index = kpis[name] else { continue }
      // The last level is shown below the one before it; a level of the whole above that has its own section.
      for level in VarianceTreeBuilder.sections(tree.levels) {
        for keys in index.nodes(level) {
          let place = Place(domain: name, level: level, keys: keys)
          guard ids[place] == nil else { continue }
          // The narrowest names say which node it is; of a deep hierarchy all of them would make a long page.
          let names = keys.values.filter { $0 != Domain.Level.all }.suffix(8).map(Self.slug)
          let start = (["variance", name] + names).joined(separator: "-")
          var id = start
          var number = 2
          while !taken.insert(id).inserted {
            id = "\(start)-\(number)"
            number += 1
          }
          ids[place] = id
        }
      }
    }
    self.ids = ids
  }

  func id(_ domain: Domain, _ line: VarianceLine) -> String? {
    line.members.count > 1 ? nil : ids[Place(domain: domain.name, level: line.level, keys: line.keys)]
  }

  /// ASCII letters and digits in lower case, at most forty; `x` where there are none.
  private static func slug(_ text: String) -> String {
    var slug = ""
    for byte in text.utf8.prefix(200) where slug.utf8.count < 40 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        slug.unicodeScalars.append(Unicode.Scalar(byte))
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): slug.unicodeScalars.append(Unicode.Scalar(byte + 32))
      default: if !slug.isEmpty, !slug.hasSuffix("-") { slug += "-" }
      }
    }
    return slug.isEmpty ? "x" : slug
  }
}
