import Foundation
import Testing

/// However a month is shared out over processes, and whatever happens to them, its tables and its pack are those of one
/// process.
@Suite(.serialized) struct ShardedRunTests {
  private static let environment = ["SOURCE_DATE_EPOCH": "1386720000"]
  private static let month = ["--as-of", "2013-11"]
  private static let words = [Sandbox.executable.path]

  /// A built database, and copies of it.
  private struct Copies {
    let sandbox: Sandbox
    let administration: String

    init() throws {
      sandbox = try Sandbox()
      administration = try sandbox.dsn(database: "postgres")
      _ = try sandbox.query("create database base", dsn: administration)
      for step in [["load"], ["db", "migrate"], ["build"]] {
        let outcome = try sandbox.forecastpack(step + ["--dsn", sandbox.dsn(database: "base")])
        try #require(outcome.status == 0, "\(step): \(outcome.errors)")
      }
    }

    func copy(_ name: String) throws -> String {
      _ = try sandbox.query("create database \(name) template base", dsn: administration)
      try? FileManager.default.removeItem(at: sandbox.root.appendingPathComponent("packs"))
      return try sandbox.dsn(database: name)
    }

    func run(_ arguments: [String], _ dsn: String) throws -> Outcome {
      try sandbox.forecastpack(
        arguments + ShardedRunTests.month + ["--dsn", dsn], environment: ShardedRunTests.environment)
    }

    func succeed(_ arguments: [String], _ dsn: String) throws {
      let outcome = try run(arguments, dsn)
      try #require(outcome.status == 0, "\(arguments): \(outcome.errors)")
    }
  }

  @Test func everyNumberOfShardsLeavesTheSameTablesAndPack() throws {
    let copies = try Copies()
    let whole = try copies.copy("whole")
    try copies.succeed(["run", "--skip-build"], whole)
    let expected = try Fingerprint(copies.sandbox, dsn: whole)
    for count in [1, 3, 8] {
      let dsn = try copies.copy("shards_\(count)")
      // The last first: the order does not matter.
      for step in ["train", "predict"] {
        for shard in (1...count).reversed() { try copies.succeed([step, "--shard", "\(shard)/\(count)"], dsn) }
      }
      try copies.succeed(["reduce", "--shards", "\(count)"], dsn)
      try copies.succeed(["publish"], dsn)
      let found = try Fingerprint(copies.sandbox, dsn: dsn)
      #expect(found.tables == expected.tables, "\(count) shards")
      #expect(found.files == expected.files, "\(count) shards")
      #expect(try copies.sandbox.query("select count(*) from ml.shard_series", dsn: dsn) == "0")
    }
  }

  @Test func lostKilledAndDoubledShardsChangeNothing() throws {
    let copies = try Copies()
    let whole = try copies.copy("whole")
    try copies.succeed(["run", "--skip-build"], whole)
    let expected = try Fingerprint(copies.sandbox, dsn: whole)
    let dsn = try copies.copy("trouble")

    // A shard whose process is killed while it writes: the first domain's is held back at the table's lock.
    let holder = Process()
    holder.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    holder.arguments =
      Self.words + [
        "db", "psql", "--dsn", dsn, "--", "-c",
        "begin; lock table ml.shard_series in exclusive mode; select pg_sleep(60)",
      ]
    holder.currentDirectoryURL = copies.sandbox.root
    holder.standardOutput = FileHandle.nullDevice
    try holder.run()
    let waiting = "select count(*) from pg_locks where not granted and relation = 'ml.shard_series'::regclass"
    let killed = try Outcome.of(
      Self.words + ["train", "--shard", "1/3", "--dsn", dsn] + Self.month, in: copies.sandbox.root,
      environment: Self.environment
    ) { process in
      for _ in 0..<300 {
        if (try? copies.sandbox.query(waiting, dsn: dsn)) == "1" { break }
        Thread.sleep(forTimeInterval: 0.1)
      }
      kill(process.processIdentifier, SIGKILL)
    }
    holder.terminate()
    holder.waitUntilExit()
    #expect(killed.status == 128 + SIGKILL)
    _ = try copies.sandbox.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep(60)%' and pid <> pg_backend_pid()",
      dsn: dsn)
    #expect(try copies.sandbox.query("select count(*) from ml.shards", dsn: dsn) == "0")

    // Two processes at the same shard at the same time, and one after them.
    let twin = Process()
    twin.executableURL = Sandbox.executable
    twin.arguments = ["train", "--shard", "1/3", "--dsn", dsn, "--quiet"] + Self.month
    twin.currentDirectoryURL = copies.sandbox.root
    twin.environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("PG") }
      .merging(Self.environment) { $1 }
    try twin.run()
    try copies.succeed(["train", "--shard", "1/3"], dsn)
    twin.waitUntilExit()
    #expect(twin.terminationStatus == 0)
    #expect(try copies.run(["train", "--shard", "1/3"], dsn).errors.contains("trained before"))

    // A whole run may not begin between shards that are at work, but may where none is.
    let early = try copies.run(["predict", "--shard", "2/3", "--domain", "profit"], dsn)
    #expect(early.status == 65)
    #expect(early.errors.contains("train lacks shard 2/3"), "\(early.errors)")

    // Shard 3 is lost: reduce refuses, names it, and says what to run.
    for shard in ["1/3", "2/3"] {
      try copies.succeed(["train", "--shard", shard], dsn)
      try copies.succeed(["predict", "--shard", shard], dsn)
    }
    let refused = try copies.run(["reduce", "--shards", "3"], dsn)
    #expect(refused.status == 65)
    #expect(
      refused.errors.contains("'forecastpack train --domain sales --as-of 2013-11 --shard 3/3'"),
      "\(refused.errors)")
    #expect(try copies.run(["publish"], dsn).status == 65)

    // The server is started again in between.
    #expect(try copies.sandbox.forecastpack(["db", "stop"]).status == 0)
    #expect(try copies.sandbox.forecastpack(["db", "start"]).status == 0)
    try copies.succeed(["train", "--shard", "3/3"], dsn)
    try copies.succeed(["predict", "--shard", "3/3"], dsn)
    try copies.succeed(["reduce", "--shards", "3", "--domain", "inventory"], dsn)
    try copies.succeed(["reduce", "--shards", "3"], dsn)
    try copies.succeed(["reduce", "--shards", "3"], dsn)
    // Too late to matter.
    try copies.succeed(["train", "--shard", "2/3"], dsn)
    try copies.succeed(["publish"], dsn)
    try copies.succeed(["publish"], dsn)
    let found = try Fingerprint(copies.sandbox, dsn: dsn)
    #expect(found.tables == expected.tables)
    #expect(found.files == expected.files)
    #expect(try copies.sandbox.query("select count(*) from ml.shards", dsn: dsn) == "0")
  }

  @Test(arguments: ["0/3", "4/3", "3", "a/b", "1/20000"])
  func whatIsNoShardIsRefused(_ shard: String) throws {
    let sandbox = try Sandbox()
    let outcome = try sandbox.forecastpack(["train", "--shard", shard])
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("--shard"), "\(outcome.errors)")
  }
}
