import Domains
import Forecasting
import Testing

@testable import Packs

/// Price, volume and mix, from the rows of the views to what is shown.
@Suite struct PriceVolumeTests {
  private static let total = SeriesKey(["(all)", "(all)", "(all)", "(all)"])
  private static let asOf = Month(year: 2013, month: 11)
  private static let start = Month(year: 2013, month: 1)

  /// Four products, worked by hand. A: 10 pieces for 100 become 12 for 132; B: 20 for 100 become 15 for 60; C is new with
  /// 40, D had 30. Of A and B: 30 pieces for 200 become 27 for 192. Volume (27 − 30) 200 / 30 = −20; what pieces make
  /// (12 − 10) 10 + (15 − 20) 5 = −5, so mix is −5 + 20 = 15; price (132 − 12 x 10) + (60 − 15 x 5) = 12 − 15 = −3;
  /// 230 − 20 + 15 − 3 + 40 − 30 = 232.
  static let items = [
    item("A", (132_00, 100_00), (12, 10)), item("B", (60_00, 100_00), (15, 20)),
    item("C", (40_00, 0), (4, 0)), item("D", (0, 30_00), (0, 3)),
  ]

  private static func item(
    _ code: String, _ sales: (now: Int64, before: Int64), _ units: (now: Int64, before: Int64)
  ) -> SampleProducts.Item {
    SampleProducts.Item(
      keys: SeriesKey(["(all)", "(all)", "Internet", "(all)"]), code: code, name: "Product \(code)",
      sales: sales, units: units)
  }

  /// The sample with other products in the year to date of its sales, and the totals that they make.
  private static func rows(_ items: [SampleProducts.Item]) throws -> PackRows {
    var rows = SampleRows().packRows()
    let row = SampleProducts.row(items, "total", total, "ytd", start, asOf)
    rows.domains[0].priceVolume = [row]
    rows.domains[0].productVariances = items.map { SampleProducts.row($0, "ytd", start, asOf) }
    let index = try #require(
      rows.domains[0].kpis.firstIndex {
        $0.level == "total" && $0.period == "ytd" && $0.comparison == "ac_py"
      })
    rows.domains[0].kpis[index].value = row.value
    rows.domains[0].kpis[index].reference = row.reference
    rows.domains[0].kpis[index].variancePercent =
      (row.value - row.reference).doubleValue / row.reference.doubleValue
    return rows
  }

  private static func outcome(
    _ rows: PackRows, levels: [String] = ["total"], top: Int = 10, domain: String = "sales"
  ) throws -> PriceVolumeBuilder.Outcome {
    var definition = try Sample.definition()
    var asked = try #require(definition.domains[0].priceVolume)
    (asked.levels, asked.top) = (levels, top)
    definition.domains[0].priceVolume = asked
    let context = try BuildContext(definition, rows, Sample.language())
    return try PriceVolumeBuilder(context: context).outcome(domain, asked)
  }

  private static func part(_ rows: PackRows, levels: [String] = ["total"], top: Int = 10) throws
    -> PriceVolumePart
  {
    guard case .part(let part) = try outcome(rows, levels: levels, top: top) else {
      throw PackError(.rows, "there is no part")
    }
    return part
  }

  private static func missing(_ rows: PackRows) throws -> String? {
    if case .missing(let reason) = try outcome(rows) { reason } else { nil }
  }

  private static func refused(_ rows: PackRows, levels: [String] = ["total"], domain: String = "sales")
    -> PackError?
  {
    #expect(throws: PackError.self) { _ = try outcome(rows, levels: levels, domain: domain) }
  }

  private func texts(_ table: Table, _ key: String) throws -> [String] {
    let (column, numbers) = (try #require(table.column(key)), try Sample.definition().numbers)
    let language = try Sample.language()
    return table.rows.map { row in
      if let amount = row.cells[column].amount { return amount.description }
      return row.cells[column].text(numbers, language)
    }
  }

  @Test func theBridgeIsTheWorkedExample() throws {
    let part = try Self.part(Self.rows(Self.items))
    #expect(
      part.bridge.steps.map(\.amount.description) == [
        "230.00", "-20.00", "15.00", "-3.00", "40.00", "-30.00", "232.00",
      ])
    #expect(
      part.bridge.steps.map(\.label) == [
        "PY Jan..Nov 2012", "Volume", "Mix", "Price", "New products", "Discontinued", "AC Jan..Nov 2013",
      ])
    #expect(part.bridge.steps.map(\.impact) == [.neutral, .bad, .good, .bad, .good, .bad, .neutral])
    // −20 of 2 is ten times the change; beyond the limit of percentages it is cut, and −3 of 2 is not.
    #expect(
      try texts(part.bridge.data, "share") == [
        "", "< −300\u{a0}%", "> 300\u{a0}%", "−150\u{a0}%", "> 300\u{a0}%", "< −300\u{a0}%", "",
      ])
    #expect(part.bridge.data.note?.contains("Products count by") == false)
    #expect(
      part.nodes.columns.map(\.label) == [
        "", "PY", "Volume", "Mix", "Price", "New products", "Discontinued", "AC", "ΔPY", "ΔPY %",
      ])
  }

  @Test func theProductsAreTheWorkedExample() throws {
    let table = try #require(try Self.part(Self.rows(Self.items)).products)
    #expect(try texts(table, "name") == ["Total", "Product B", "Product C", "Product A", "Product D"])
    #expect(try texts(table, "variance") == ["2.00", "-40.00", "40.00", "32.00", "-30.00"])
    #expect(try texts(table, "status") == ["", "both years", "new", "both years", "discontinued"])
    #expect(try texts(table, "price") == ["-3.00", "-15.00", "", "12.00", ""])
    #expect(try texts(table, "units") == ["-5.00", "-25.00", "", "20.00", ""])
    #expect(table.columns.map(\.key).contains("key.channel"))
    #expect(!table.columns.map(\.key).contains("key.region"))
  }

  /// What is not named is one line, and the rows still add up to the total.
  @Test func otherProductsAreOneLine() throws {
    let table = try #require(try Self.part(Self.rows(Self.items), top: 2).products)
    #expect(try texts(table, "name") == ["Total", "Product B", "Product C", "All other products"])
    #expect(try texts(table, "reference") == ["230.00", "100.00", "0.00", "130.00"])
    #expect(try texts(table, "value") == ["232.00", "60.00", "40.00", "132.00"])
    #expect(try texts(table, "price") == ["-3.00", "-15.00", "", "12.00"])
    #expect(try texts(table, "units") == ["-5.00", "-25.00", "", "20.00"])
    let last = try #require(table.rows.last?.source?.sql)
    #expect(
      last.text.hasSuffix(
        "period = 'ytd' and (\"channel\", product_code) not in (('Internet', 'B'), ('Internet', 'C'))"),
      "\(last.text)")
  }

  /// Of the whole sample: bridge and nodes close, the nodes and the products add up to the total.
  @Test(arguments: ["channel", "category"]) func everythingAddsUp(level: String) throws {
    let part = try Self.part(SampleRows().packRows(), levels: ["total", level], top: 3)
    let changes = part.bridge.steps.dropFirst().dropLast().map(\.amount)
    #expect(changes.reduce(part.bridge.steps[0].amount, +) == part.bridge.steps.last?.amount)
    for table in part.tables {
      for column in table.columns.indices where table.columns[column].relations.contains(.additive) {
        let amounts = table.rows.dropFirst().compactMap { $0.cells[column].amount }
        let sum = amounts.dropFirst().reduce(try #require(amounts.first), +)
        #expect(sum == table.rows[0].cells[column].amount, "\(table.id), \(table.columns[column].key)")
      }
    }
    #expect(part.nodes.rows.count == (level == "channel" ? 3 : 5))
    // Each has a volume at its own average price: with mix alone they make the total's.
    let (volume, mix) = (try #require(part.nodes.column("volume")), try #require(part.nodes.column("mix")))
    let moved = part.nodes.rows.compactMap { row in
      row.cells[volume].amount.flatMap { volume in row.cells[mix].amount.map { volume + $0 } }
    }
    #expect(moved.dropFirst(2).reduce(moved[1], +) == moved[0])
    #expect(part.nodes.note?.hasPrefix("What moved between the rows is mix of the total") == true)
    #expect(
      part.bridge.data.note?.hasSuffix("Products count by channel, category: what is new there is new.") == true
    )
  }

  @Test func itIsSaid() throws {
    let rows = try Self.rows(Self.items)
    var definition = try Sample.definition()
    definition.numbers.scale = .none
    let page = try DomainPageBuilder(
      context: BuildContext(definition, rows, Sample.language()), definition: definition.domains[0]
    ).page()
    // Channels have no rows here.
    #expect(page.priceVolume?.nodes.note == "By channel: n/a, products do not have its keys.")
    let said = try #require(page.messages.map(\.text).first { $0.hasPrefix("Sales, AC Jan..Nov 2013: of ") })
    #expect(
      said
        == "Sales, AC Jan..Nov 2013: of +2 on prior year, Volume −20 (< −300\u{a0}% of it), Mix +15 (> 300\u{a0}% of it), "
        + "Price −3 (−150\u{a0}% of it), New products +40 (> 300\u{a0}% of it), Discontinued −30 (< −300\u{a0}% of it). "
        + "Of its products Product B (Internet) moved most, −40: price −15, units −25.")
  }

  @Test func aGermanPageSaysItInGerman() throws {
    var definition = try Sample.definition()
    definition.language = "de"
    let page = try PackContent(definition, SampleRows().packRows(), Sample.language("de")).domains[0]
    let said = page.messages.map(\.text)
    #expect(
      said.contains {
        $0.contains("Volumen +") && $0.contains(" davon), ") && $0.contains("Von den Artikeln änderte sich")
      },
      "\(said)")
    let part = try #require(page.priceVolume)
    #expect(part.nodes.columns.map(\.label).contains("Neue Artikel"))
    #expect(part.products?.rows.last?.cells[0] == .text("Alle anderen Artikel"))
  }

  /// A product whose units give no price has a step and a column, which are otherwise left out.
  @Test func whatHasNoPriceIsAStepOfItsOwn() throws {
    let part = try Self.part(Self.rows(Self.items + [Self.item("E", (9_00, 4_00), (0, -2))]))
    #expect(part.bridge.steps.map(\.label).contains("Without a price"))
    #expect(try texts(part.nodes, "unpriced") == ["5.00"])
    let products = try #require(part.products)
    #expect(try texts(products, "status").last == "without a price")
    #expect(try texts(products, "price").last == "")
    #expect(part.bridge.steps.last?.amount.description == "241.00")
  }

  /// Nothing sold in both years: all is new or discontinued, and nothing is divided by zero.
  @Test func noUnitsInBothYears() throws {
    let part = try Self.part(Self.rows(Array(Self.items.suffix(2))))
    #expect(
      part.bridge.steps.map(\.amount.description) == [
        "30.00", "0.00", "0.00", "0.00", "40.00", "-30.00", "40.00",
      ])
  }

  /// A change of nothing has no shares, and the sentence none of them.
  @Test func aChangeOfNothingHasNoShares() throws {
    let same = [Self.item("A", (100_00, 50_00), (10, 5)), Self.item("B", (50_00, 100_00), (5, 10))]
    let part = try Self.part(Self.rows(same))
    #expect(part.bridge.data.rows[1].cells[2] == .unavailable(.zeroBase))
    let percent = try #require(part.nodes.rows[0].cells.last)
    #expect(percent.text(try Sample.definition().numbers, try Sample.language()) == "0\u{a0}%")
  }

  @Test func whatIsNotThereIsSaid() throws {
    var rows = SampleRows().packRows()
    rows.domains[0].priceVolume = []
    rows.domains[0].productVariances = []
    #expect(try Self.missing(rows) == "Price, volume and mix of Sales: n/a, its products are not known.")
    let page = try PackContent(Sample.definition(), rows, Sample.language()).domains[0]
    #expect(page.priceVolume == nil && page.bridgesMissing.count == 1)
    var young = SampleFacts()
    young.history = 12
    #expect(
      try Self.missing(SampleRows(facts: young).packRows())
        == "Bridge from prior year of Sales: n/a, no complete prior year.")
    var unnamed = SampleRows().packRows()
    unnamed.domains[0].productVariances = []
    #expect(try Self.part(unnamed).products == nil)
  }

  @Test func wrongRowsAreRefused() throws {
    func changed(_ change: (inout DomainRows) -> Void) -> PackRows {
      var rows = SampleRows().packRows()
      change(&rows.domains[0])
      return rows
    }
    func ytd(_ rows: DomainRows, _ level: String) -> Int {
      rows.priceVolume.firstIndex { $0.period == "ytd" && $0.level == level } ?? 0
    }
    let cent = Amount(scaled: 1, decimals: 2)
    let cases: [(String, PackRows)] = [
      (
        "the steps do not lead from prior year to actual",
        changed { rows in rows.priceVolume[ytd(rows, "total")].mix = cent }
      ),
      (
        "kpi_monthly_sales has",
        changed { rows in
          let index = ytd(rows, "channel")
          rows.priceVolume[index].value = rows.priceVolume[index].value + cent
          rows.priceVolume[index].price = rows.priceVolume[index].price + cent
        }
      ),
      ("comes twice", changed { rows in rows.priceVolume.append(rows.priceVolume[ytd(rows, "total")]) }),
      (
        "is of 2013-10, not 2013-11",
        changed { rows in rows.priceVolume[ytd(rows, "total")].asOfMonth = Month(year: 2013, month: 10) }
      ),
      (
        "has no row, and kpi_monthly_sales has one",
        changed { rows in rows.priceVolume.remove(at: ytd(rows, "channel")) }
      ),
      (
        "its parts do not make its variance",
        changed { rows in
          let index = rows.productVariances.firstIndex { $0.period == "ytd" } ?? 0
          rows.productVariances[index].unitsEffect = cent
        }
      ),
    ]
    for (message, rows) in cases {
      let error = Self.refused(rows, levels: ["total", "channel"])
      #expect(error?.kind == .rows && error?.message.contains(message) == true, "\(error?.message ?? "none")")
      #expect(error?.message.contains("_sales: ") == true, "\(error?.message ?? "none")")
    }
  }

  @Test func wrongLevelsAreRefused() throws {
    let rows = SampleRows().packRows()
    for (levels, message) in [
      (["total", "county"], "asks for the level 'county' of 'sales'; there are total, region"),
      (["total", "channel", "category"], "the level 'category' does not refine 'channel' before it"),
    ] {
      let error = Self.refused(rows, levels: levels)
      #expect(
        error?.kind == .definition && error?.message.contains(message) == true, "\(error?.message ?? "none")")
    }
    let stock = Self.refused(rows, domain: "inventory")
    #expect(stock?.message.hasPrefix("price_volume: 'inventory' is a stock") == true)
  }

  @Test(arguments: [
    ("period: fy, levels: [total], top: 10", "is 'fy'; expected one of month, ytd"),
    (
      "period: ytd, levels: [channel], top: 10", "starts with 'channel'; expected total, which the bridge is of"
    ),
    ("period: ytd, levels: [], top: 10", "starts with ''; expected total"),
    ("period: ytd, levels: [total], top: 0", "is 0; expected 1 to 100"),
    ("period: ytd, levels: [total]", "lacks the key 'top'"),
    ("period: ytd, levels: [total], top: 9, product: A", "unknown key"),
  ]) func aWrongDefinitionIsNamed(text: String, message: String) throws {
    let lines = try String(contentsOfFile: Sample.root + "/reports/monthly-pack.yml", encoding: .utf8)
      .components(separatedBy: "\n")
    let index = try #require(lines.firstIndex { $0.hasPrefix("    price_volume:") })
    var changed = lines
    changed[index] = "    price_volume: {\(text)}"
    let error = #expect(throws: PackError.self) {
      _ = try PackDefinition.parse(changed.joined(separator: "\n"), file: "pack.yml")
    }
    #expect(error?.file == "pack.yml" && error?.line == index + 1, "\(error?.description ?? "")")
    #expect(error?.message.contains(message) == true, "\(error?.description ?? "")")
  }

  /// For readers of one channel it is the whole.
  @Test func aPartOfThePackHasItsPart() throws {
    let part = PackPart(key: "channel", value: "Reseller")
    let (sample, whole) = (SampleRows(), SampleRows().packRows())
    let content = try PackContent(
      Sample.definition().showing(only: part, of: sample.domains.filter { $0.kind == .flow }),
      whole.showing(only: part), Sample.language())
    let own = try #require(content.domains[0].priceVolume)
    let row = try #require(
      whole.domains[0].priceVolume.first { $0.period == "ytd" && $0.keys.values[2] == "Reseller" })
    #expect(own.bridge.steps.first?.amount == row.reference && own.bridge.steps.last?.amount == row.value)
    #expect(own.nodes.rows.count == 1)
    let products = try #require(own.products)
    #expect(try texts(products, "key.channel").dropFirst().allSatisfy { $0 == "Reseller" || $0.isEmpty })
    // Regions are not told apart by products.
    let region = PackPart(key: "region", value: "Europe")
    let other = try PackContent(
      Sample.definition().showing(only: region, of: sample.domains.filter { $0.kind == .flow }),
      whole.showing(only: region), Sample.language())
    #expect(other.domains[0].priceVolume == nil)
    #expect(other.domains[0].bridgesMissing.contains { $0.contains("its products are not known") })
  }

  /// Names of products that are markup or formulas stay names, on the page and in the workbook.
  @Test func namesOfProductsAreNoMarkupAndNoFormula() throws {
    var rows = SampleRows().packRows()
    let names = [
      "<script>alert(1)</script>", "=HYPERLINK(\"http://x\",\"y\")", "@SUM(A1)", "אופניים \u{202e}x", "🚲",
    ]
    let shown = rows.domains[0].productVariances.indices.filter {
      rows.domains[0].productVariances[$0].period == "ytd"
    }
    for (place, index) in shown.enumerated() {
      rows.domains[0].productVariances[index].productName = names[place % names.count]
      rows.domains[0].productVariances[index].product = "'); drop table x;-- \(place)"
    }
    let content = try PackContent(Sample.definition(), rows, Sample.language())
    try Sample.inTemporaryFolder { folder in
      let page = try HTMLRenderer(templates: Sample.templates).render(content, workbook: "pack.xlsx")
      #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && !page.contains("<script>alert"))
      try "".write(toFile: folder + "/pack.xlsx", atomically: true, encoding: .utf8)
      try page.write(toFile: folder + "/index.html", atomically: true, encoding: .utf8)
      #expect(try TestPython.run("page.py", [folder + "/index.html"]).hasPrefix("pictures "))
      try WorkbookRenderer(content, templates: Sample.templates).render(
        to: folder + "/pack.xlsx", rows: Sample.data(), timestamp: Sample.timestamp)
      let found = try TestPython.run("texts.py", [folder + "/pack.xlsx"])
      #expect(found.contains("=HYPERLINK(\"http://x\",\"y\")"))
      for line in found.split(separator: "\n") where line.hasPrefix("formula") {
        #expect(!line.contains("HYPERLINK(\"http://x"), "\(line)")
      }
    }
  }

  /// Prior year is what the data sheet has, the actual is prior year and steps, the variance their difference.
  @Test func theWorkbookComputesIt() throws {
    try Sample.inTemporaryFolder { folder in
      try WorkbookRenderer(Sample.whole.get(), templates: Sample.templates).render(
        to: folder + "/pack.xlsx", rows: Sample.data(), timestamp: Sample.timestamp)
      let found = try TestPython.run("texts.py", [folder + "/pack.xlsx"]).split(separator: "\n")
        .filter { $0.hasPrefix("formula Sales ") }
      let sums = found.compactMap {
        $0.firstMatch(of: /^formula Sales (I\d+) =C(\d+)\+D\2\+E\2\+F\2\+G\2\+H\2$/)?.output.1
      }
      // The total and two channels.
      #expect(sums.count == 3, "\(found)")
      for cell in sums {
        let row = cell.dropFirst()
        #expect(found.contains { $0.hasPrefix("formula Sales J\(row) =I\(row)-C\(row)") }, "\(cell)")
      }
      #expect(
        found.contains {
          $0.contains("=SUMIFS(ActualSales[value],ActualSales[month],\">=\"&EDATE(YearStart,-12)")
        })
    }
  }
}
