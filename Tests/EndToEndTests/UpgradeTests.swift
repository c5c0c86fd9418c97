import Foundation
import Testing

/// Databases that released versions wrote, which `script/snapshot-version` put down: this version takes them over with
/// every table and view saying what it said.
@Suite struct UpgradeTests {
  private static let folder = Sandbox.packageRoot.appendingPathComponent("Tests/EndToEndTests/Upgrade")
  /// What a later version may say otherwise, and why.
  private static let changed = [
    "schema_migrations": "has what was applied since",
    "domains": "has the digest of the views, which are made anew",
  ]

  static let versions = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".sql.gz") }.map { String($0.dropLast(".sql.gz".count)) }.sorted()

  @Test(arguments: versions) func itsDatabaseMovesForward(version: String) throws {
    let sandbox = try Sandbox()
    let configuration = sandbox.root.appendingPathComponent("forecastpack.yml")
    try FileManager.default.removeItem(at: configuration)
    try FileManager.default.copyItem(
      at: Self.folder.appendingPathComponent("forecastpack.yml"), to: configuration)
    // Roles belong to the cluster, not to the dump.
    _ = try sandbox.query("create role forecast_reader nologin")
    let restored = try Outcome.of(
      [
        "bash", "-c",
        #"set -o pipefail; gzip -dc "$0" | psql "$1" -qX -v ON_ERROR_STOP=1 --single-transaction >/dev/null"#,
        Self.folder.appendingPathComponent("\(version).sql.gz").path, sandbox.dsn(database: "forecastpack"),
      ], in: sandbox.root)
    try #require(restored.status == 0, "\(restored.errors)")
    #expect(try differences(sandbox, version) == [], "the snapshot itself")

    // Until then nothing is read from what is not as this version has it.
    let readers = [
      ["render", "--as-of", "2013-11"], ["verify", "--database"], ["accuracy"], ["monitor"], ["restatements"],
      ["models", "list"],
      ["send", "--as-of", "2013-11"],
    ]
    for words in readers {
      let outcome = try sandbox.forecastpack(words)
      #expect(
        outcome.status == 78 && outcome.errors.contains("forecastpack db migrate"), "\(words): \(outcome)")
    }
    let migrated = try sandbox.forecastpack(["db", "migrate"])
    try #require(migrated.status == 0, "\(migrated.errors)")
    #expect(try differences(sandbox, version) == [])

    let verified = try sandbox.forecastpack(["verify", "--database"])
    #expect(
      verified.status == 0 && verified.output.hasSuffix(" of 6 runs are as they were published\n"),
      "\(verified)")
    // What was signed stays so, and is rendered and compared by this version.
    for words in [["render", "--as-of", "2013-11"], ["verify", "packs/2013-11"], ["accuracy"], ["monitor"]] {
      let outcome = try sandbox.forecastpack(words)
      #expect(outcome.status == 0, "\(words): \(outcome.output)\(outcome.errors)")
    }
    let page = try String(
      contentsOf: sandbox.root.appendingPathComponent("packs/2013-11/index.html"), encoding: .utf8)
    #expect(page.contains("Ann Lee"))
    let adjusted = try sandbox.forecastpack(
      ["adjust", "--domain", "sales", "--file", "examples/conversation/adjustments.csv"])
    #expect(adjusted.status == 65, "\(adjusted)")
  }

  /// The relations that no longer say what they said, by the columns that they had.
  private func differences(_ sandbox: Sandbox, _ version: String) throws -> [String] {
    let lines = try String(
      contentsOf: Self.folder.appendingPathComponent("\(version).contents.tsv"), encoding: .utf8
    ).split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
    #expect(lines.count > 100)
    let expected = lines.filter { Self.changed[$0[0]] == nil }
    let rows = expected.map { line in
      """
      select '\(line[0])', count(*), md5(coalesce(string_agg(t::text, E'\\n' order by t::text collate "C"), ''))
      from (select \(line[1]) from ml.\(line[0])) t
      """
    }
    let found = try sandbox.query("set timezone = 'UTC'; " + rows.joined(separator: " union all "))
      .split(separator: "\n").map { $0.split(separator: "|").map(String.init) }.filter { $0.count == 3 }
    let contents = Dictionary(uniqueKeysWithValues: found.map { ($0[0], $0[1] + " " + $0[2]) })
    return expected.filter { contents[$0[0]] != $0[2] + " " + $0[3] }.map { $0[0] }
  }
}
