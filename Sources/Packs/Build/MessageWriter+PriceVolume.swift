import Domains

extension MessageWriter {
  /// What the change on prior year is made of, each part with its share, and the product that moved most; nil where
  /// nothing changed.
  func priceVolume() -> Sentence? {
    guard let part = page.priceVolume else { return nil }
    let quote = Quote(table: part.bridge.data, context: context)
    let parts = part.bridge.steps.enumerated().filter { !$0.element.isLevel && !$0.element.amount.isZero }
      .map { position, step -> [Sentence.Part] in
        let name = [Sentence.Part.words(step.label)]
        let (amount, share) = (quote.parts(position, "amount", .signed), quote.parts(position, "share"))
        if share.isEmpty { return name + [.words(" ")] + amount }
        return language.sentence(.partOfChange, ["part": name, "amount": amount, "share": share]).parts
      }
    guard !parts.isEmpty else { return nil }
    let change = language.sentence(
      .priceVolumeSentence,
      [
        "domain": [.words(page.domain.label)], "period": [.words(part.bridge.steps.last?.label ?? "")],
        "total": Quote(table: part.nodes, context: context).parts(0, "variance", .signed), "parts": list(parts),
      ])
    return joined([change, product(part)])
  }

  private func product(_ part: PriceVolumePart) -> Sentence? {
    guard let table = part.products, table.rows.count > 1 else { return nil }
    let quote = Quote(table: table, context: context)
    let price = quote.parts(1, "price", .signed)
    let place = list(table.columns.map(\.key).filter { $0.hasPrefix("key.") }.map { quote.parts(1, $0) })
    return language.sentence(
      .productMoved,
      [
        "name": quote.parts(1, "name") + (place.isEmpty ? [] : [.words(" (")] + place + [.words(")")]),
        "variance": quote.parts(1, "variance", .signed),
        "how": price.isEmpty
          ? quote.parts(1, "status")
          : language.sentence(.productParts, ["price": price, "units": quote.parts(1, "units", .signed)]).parts,
      ])
  }
}
