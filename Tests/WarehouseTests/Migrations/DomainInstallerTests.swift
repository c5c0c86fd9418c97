import Domains
import Forecasting
import Foundation
import Postgres
import Testing

@testable import Warehouse

/// A domain of the configuration becomes tables and views, whatever its keys are called.
@Suite struct DomainInstallerTests {
  private static let levels = [Domain.Level(name: "total", keys: [])]

  @Test func installingAgainChangesNothing() throws {
    let store = try StoreFixture()
    #expect(try store.install([StoreFixture.sales]) == [])
  }

  @Test func everyHorizonHasATable() throws {
    let store = try StoreFixture()
    #expect(
      try store.value(
        "select count(*) from pg_partition_tree('ml.ml_pred_sales') where isleaf") == "12")
    store.horizons = 14
    #expect(try store.install([StoreFixture.sales]) == ["sales"])
    #expect(try store.value("select to_regclass('ml.ml_pred_sales_14m')") == "ml.ml_pred_sales_14m")
  }

  @Test func otherKeysDecimalsOrKindAreRefused() throws {
    let store = try StoreFixture()
    #expect(
      throws: MigrationError.keysChanged(
        domain: "sales", stored: ["region", "country"], configured: ["country", "region"])
    ) {
      try store.install([StoreFixture.domain("sales", keys: ["country", "region"])])
    }
    #expect(throws: MigrationError.decimalsChanged(domain: "sales", stored: 2, configured: 0)) {
      try store.install([StoreFixture.domain("sales", decimals: 0)])
    }
    #expect(throws: MigrationError.kindChanged(domain: "sales", stored: .flow, configured: .stock)) {
      try store.install([StoreFixture.domain("sales", kind: .stock)])
    }
  }

  @Test(arguments: ["month", "value", "level", "variance_pct", "run_id"])
  func aKeyCannotBeCalledAsAColumn(key: String) throws {
    let store = try StoreFixture()
    #expect(throws: MigrationError.reservedKey(domain: "other", key: key)) {
      try store.install([StoreFixture.domain("other", keys: [key])])
    }
  }

  @Test func noColumnThatReadersSeeIsMissingAmongTheReserved() throws {
    let store = try StoreFixture([StoreFixture.sales, StoreFixture.domain("stock", kind: .stock)])
    let columns = try store.lines(
      "select distinct attname from pg_attribute join pg_class on pg_class.oid = attrelid "
        + "where relnamespace = 'ml'::regnamespace and relkind in ('r', 'p', 'v') and attnum > 0 "
        + "and exists (select from pg_attribute key where key.attrelid = pg_class.oid and key.attname = 'country')"
    )
    #expect(Set(columns).subtracting(["region", "country"]).subtracting(DomainInstaller.columns) == [])
  }

  @Test func newLevelsAreConnectedToTheSeriesThatAreThere() throws {
    let store = try StoreFixture([StoreFixture.domain("sales", levels: Self.levels)])
    let domain = StoreFixture.domain("sales", levels: Self.levels)
    let actuals = StoreFixture.actuals(
      domain, from: "2013-01", [["EU", "FR"]: ["1.00"], ["EU", "DE"]: ["2.00"], ["NA", "US"]: ["4.00"]])
    try store.publish(
      "2013-01",
      [
        store.compute(
          domain, asOf: "2013-01", actuals: actuals,
          forecasts: [["EU", "FR"]: [1], ["EU", "DE"]: [2], ["NA", "US"]: [4]])
      ])
    #expect(try store.install([StoreFixture.sales]) == ["sales"])
    #expect(
      try store.lines(
        "select region, country, actual from ml.trend_sales where level = 'first' and horizon is null order by 1"
      )
        == ["EU|(all)|3.00", "NA|(all)|4.00"])
    #expect(try store.install([domain]) == ["sales"])
    #expect(try store.value("select count(*) from ml.series_nodes where level = 'first'") == "0")
  }

  @Test func aDomainOfAUsersOwnGetsEverythingWhateverItsKeysAreCalled() throws {
    let keys = ["Größe \"XL\"", "select", "a'b; drop schema ml; --", "ключ\n2"]
    let domain = StoreFixture.domain(
      "own_hours", keys: keys, decimals: 0,
      levels: [
        Domain.Level(name: "total", keys: []), Domain.Level(name: "odd \"level\"", keys: [keys[1], keys[2]]),
      ])
    let store = try StoreFixture([StoreFixture.sales, domain])
    let hostile = [
      "it's \"quoted\"\\", "line one\nline two\t{{schema}}", "\u{202E}עברית",
      String(repeating: "é", count: 1_000),
    ]
    let actuals = StoreFixture.actuals(
      domain, from: "2013-01", [hostile: ["7", "8"], ["a", "b", "c", "d"]: ["1", "2"]])
    let run = try store.compute(
      domain, asOf: "2013-02", actuals: actuals, forecasts: [hostile: [9.5], ["a", "b", "c", "d"]: [3]])
    #expect(try store.publish("2013-02", [run]) == .published)
    let month = try #require(Month("2013-02"))
    #expect(
      try store.reader.predictions(domain, horizon: 1, of: month...month).map(\.keys.values)
        == [["a", "b", "c", "d"], hostile])
    let relations = RelationReader(connection: store.connection, schema: "ml")
    let relation = try #require(try relations.relation("actual_\(domain.name)"))
    var stored: Set<[Relation.Field]> = []
    try relations.read(relation, .upTo(month, column: "month")) { stored.insert(Array($0[2..<6])) }
    let wanted = [hostile, ["a", "b", "c", "d"]].map { $0.map(Relation.Field.text) }
    #expect(stored == Set(wanted))
    #expect(relation.columns.allSatisfy { !$0.meaning.isEmpty })
    let kpis = try store.reader.kpis(domain, asOf: month)
    let odd = try #require(
      kpis.first { $0.keys.values == ["(all)", hostile[1], hostile[2], "(all)"] && $0.period == "month" })
    #expect(odd.level == "odd \"level\"" && odd.value?.description == "8")
    try RoleInstaller(connection: store.connection, schema: "ml").install("Röle \"x\"", domains: [domain])
    try store.connection.execute("drop owned by \"Röle \"\"x\"\"\"; drop role \"Röle \"\"x\"\"\"")
  }

  @Test func aViewOfAUsersOwnIsNamedAndNotTakenAway() throws {
    let store = try StoreFixture()
    try store.connection.execute(
      "create view public.mine as select * from ml.trend_sales; update ml.domains set repeatable_digest = null")
    let error = #expect(throws: MigrationError.self) { try store.install([StoreFixture.sales]) }
    #expect(error?.description.contains("view mine depends on view ml.trend_sales") == true)
    #expect(try store.value("select count(*) from public.mine") == "0")
    try store.connection.execute("drop view public.mine")
    #expect(try store.install([StoreFixture.sales]) == ["sales"])
  }

  @Test func changedTemplatesOfTablesAreNamedWithTheirDomain() throws {
    let store = try StoreFixture()
    try store.connection.execute(
      "update ml.schema_migrations set sha256 = 'other' where domain = 'sales' and name = '02_actuals'")
    #expect(throws: MigrationError.changed(name: "02_actuals", domain: "sales")) {
      try store.install([StoreFixture.sales])
    }
  }
}
