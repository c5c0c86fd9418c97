import Foundation
import Postgres
import TestSupport
import Testing

/// What a run needs is used up: connections, room on each of the disks, memory. It says so, leaves nothing half, and the
/// next one ends as if nothing had been. The disks are mounted, which needs root.
extension RehearsalTests {
  @Test func noConnectionIsLeft() throws {
    let rehearsal = try Self.rehearsal.get()
    let found = try rehearsal.finished("crowded", Self.run) { words, dsn in
      var held: [Connection] = []
      while let connection = try? Connection(dsn) { held.append(connection) }
      #expect(held.count > 30)
      let none = try rehearsal.run(words)
      #expect(none.status == 69 && none.errors.contains("too many clients already"), "\(none.errors)")
      // One is free: the run has it, and dbt none.
      held.removeLast()
      while try held[0].query("select count(*) from pg_stat_activity where backend_type = 'client backend'")[0][
        0]
        != String(held.count)
      {
        Thread.sleep(forTimeInterval: 0.05)
      }
      let build = try rehearsal.run(rehearsal.words(["build"], dsn))
      #expect(build.status == 69 && build.errors.contains("dbt build ended"), "\(build.errors)")
      #expect(build.errors.contains("too many clients already"), "\(build.errors)")
      try expectNothingPublished(rehearsal, dsn)
    }
    try expect(found, "out of connections")
  }

  /// The disk of the tables, then that of the packs, has more and more room, until it is enough.
  @Test(.enabled(if: Privilege.mountsDisks, "a small disk must be mounted: run as root"))
  func aDiskIsFull() throws {
    let rehearsal = try Self.rehearsal.get()
    let sandbox = rehearsal.sandbox
    let disk = try SmallDisk(URL(fileURLWithPath: dataFolder(rehearsal) + ".tables"), megabytes: 400)
    let tables = disk.folder.appendingPathComponent("tables").path
    try FileManager.default.createDirectory(atPath: tables, withIntermediateDirectories: false)
    try command(["chown", "--reference", dataFolder(rehearsal), tables], in: sandbox)
    try command(["chmod", "700", tables], in: sandbox)
    try rehearsal.administer("create tablespace small location '\(tables)'")
    try rehearsal.administer("create database full_disk template base tablespace small")
    let dsn = try sandbox.dsn(database: "full_disk")
    try? FileManager.default.removeItem(at: sandbox.root.appendingPathComponent("packs"))
    defer {
      // A server that recovers would look for the tablespace.
      for step in ["drop database full_disk with (force)", "drop tablespace small", "checkpoint"] {
        try? rehearsal.administer(step)
      }
    }
    // The first session of a database writes a file, without which the server lets nobody in.
    _ = try sandbox.query("select 1", dsn: dsn)
    let words = rehearsal.words(Self.run, dsn)
    let refusals = try untilEnough(on: disk) { room in
      let outcome = try rehearsal.run(words)
      try disk.empty()
      guard outcome.status != 0 else { return true }
      #expect(outcome.status == 73, "\(room) kB: \(outcome.errors)")
      #expect(outcome.errors.contains("No space left on device"), "\(room) kB: \(outcome.errors)")
      try expectNothingPublished(rehearsal, dsn)
      return false
    }
    #expect(refusals >= 3)
    try expect(Fingerprint(sandbox, dsn: dsn), "after a full disk")

    let packs = sandbox.root.appendingPathComponent("packs")
    let shelf = try SmallDisk(packs, megabytes: 64)
    let render = rehearsal.words(["render", "--as-of", "2013-11"], dsn)
    #expect(try rehearsal.run(render).status == 0)
    let whole = try Fingerprint(sandbox, dsn: dsn)
    let unwritten = try untilEnough(on: shelf) { room in
      let outcome = try rehearsal.run(render)
      try shelf.empty()
      #expect(try Fingerprint(sandbox, dsn: dsn) == whole, "\(room) kB")
      #expect([0, 73].contains(outcome.status), "\(room) kB: \(outcome.errors)")
      return outcome.status == 0
    }
    #expect(unwritten >= 3)
  }

  /// PostgreSQL's own log has no room after 4 MB (in the long form 0.4 and 8 as well) of the 11 that a run writes: the server
  /// stops, and stays so until there is room again. It is started while it may still try to recover.
  @Test(.enabled(if: Privilege.mountsDisks, "a small disk must be mounted: run as root"))
  func theServersLogIsFull() throws {
    let rehearsal = try Self.rehearsal.get()
    let sandbox = rehearsal.sandbox
    let data = try dataFolder(rehearsal)
    let (log, away) = (data + "/pg_wal", data + "/pg_wal.away")
    let disk = try SmallDisk(URL(fileURLWithPath: data + ".log"), megabytes: 400)
    let moved = disk.folder.appendingPathComponent("pg_wal").path
    func server(_ command: String) throws {
      let outcome = try sandbox.forecastpack(["db", command])
      try #require(outcome.status == 0, "\(command): \(outcome.errors)")
    }
    try server("stop")
    try command(["cp", "-a", log, moved], in: sandbox)
    try command(["mv", log, away], in: sandbox)
    try command(["ln", "-s", moved, log], in: sandbox)
    defer {
      try? disk.empty()
      _ = try? server("start")
      _ = try? server("stop")
      try? command(["rm", log], in: sandbox)
      try? command(["cp", "-a", moved, log], in: sandbox)
      try? command(["rm", "-rf", away], in: sandbox)
      _ = try? server("start")
    }
    try server("start")
    for room in Effort.stride == nil ? [4_000_000] : [400_000, 4_000_000, 8_000_000] {
      let found = try rehearsal.finished("full_log_\(room)", Self.run) { words, dsn in
        try disk.fill(leaving: 0)
        try useLog(rehearsal, moved, leaving: room)
        let outcome = try rehearsal.run(words)
        #expect(outcome.status == 69, "\(room) bytes: \(outcome.errors)")
        #expect(!outcome.errors.isEmpty)
        try disk.empty()
        try server("start")
        try expectWhole(rehearsal, dsn)
      }
      try expect(found, "\(room) bytes of log")
    }
  }

  /// From the least memory that the program can be loaded in to what a run needs. Libraries end a program that gets none
  /// by a signal; whatever it is, the run ends, and what it leaves is whole.
  @Test func noMemoryIsLeft() throws {
    let rehearsal = try Self.rehearsal.get()
    func run(_ words: [String], megabytes: Int) throws -> Outcome {
      // A thread for which there is no heap of its own maps every allocation alone, ten times as slowly: left to the long
      // form.
      let arenas = Effort.stride == nil ? ["MALLOC_ARENA_MAX=1"] : []
      return try rehearsal.run(
        arenas + ["SWIFT_BACKTRACE=enable=no", "timeout", "--kill-after=5", "240"]
          + ["prlimit", "--as=\(megabytes << 20)"] + words)
    }
    let version = [Sandbox.executable.path, "--version"]
    let loaded = try #require(
      try stride(from: 16, to: 1024, by: 4).first { try run(version, megabytes: $0).status == 0 })

    var megabytes = loaded
    var refusals = 0
    var isEnough = false
    while !isEnough {
      let found = try rehearsal.finished("memory_\(megabytes)", Self.run) { words, dsn in
        let outcome = try run(words, megabytes: megabytes)
        #expect(![124, 137].contains(outcome.status), "\(megabytes) MB: no end, \(outcome.errors)")
        isEnough = outcome.status == 0
        let runs = try rehearsal.sandbox.query("select count(*) from ml.forecast_run", dsn: dsn)
        #expect(runs == "3" || runs == "0" && !isEnough, "\(megabytes) MB: \(runs) runs")
        let pack = rehearsal.sandbox.root.appendingPathComponent("packs/2013-11").path
        if FileManager.default.fileExists(atPath: pack) {
          let verified = try rehearsal.run(rehearsal.words(["verify", pack], dsn))
          #expect(verified.status == 0, "\(megabytes) MB: \(verified.output)")
        }
      }
      try expect(found, "after \(megabytes) MB")
      refusals += isEnough ? 0 : 1
      megabytes += Effort.stride == nil ? 30 : 5
    }
    #expect(refusals >= 2)

    // The program has enough, and Python has not.
    let dsn = try rehearsal.copy("memory_dbt")
    let build = try run(rehearsal.words(["build"], dsn), megabytes: loaded + 20)
    #expect(build.status == 69 && build.errors.contains("for want of memory or threads"), "\(build.errors)")
    try rehearsal.drop("memory_dbt")
  }

  // MARK: - Steps

  /// Takes the segments of the log that are there already, and of the last one all but `room` bytes.
  private func useLog(_ rehearsal: Rehearsal, _ folder: String, leaving room: Int) throws {
    func query(_ sql: String) throws -> String {
      try rehearsal.sandbox.query(sql, dsn: rehearsal.sandbox.dsn(database: "base"))
    }
    let segment = 16_777_216
    for _ in 0..<100 {
      let current = try query("select pg_walfile_name(pg_current_wal_insert_lsn())")
      let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      guard names.contains(where: { $0.utf8.count == 24 && $0 > current }) else {
        let left = "\(segment) - mod(pg_current_wal_insert_lsn() - '0/0', \(segment)) - \(room)"
        _ = try query(
          "select pg_logical_emit_message(false, 'fill', repeat('x', greatest(1, \(left))::integer))")
        return
      }
      _ = try query("select pg_logical_emit_message(false, 'fill', 'x')")
      _ = try query("select pg_switch_wal()")
    }
    throw SmallDisk.Refused(words: "the log does not come to its end")
  }

  /// All runs of the month or none.
  private func expectWhole(_ rehearsal: Rehearsal, _ dsn: String) throws {
    let runs = try rehearsal.sandbox.query("select count(*) from ml.forecast_run", dsn: dsn)
    #expect(["0", "3"].contains(runs), "\(runs) runs")
  }

  /// Gives `body` a disk with more and more room, in kB, until it says that this was enough.
  /// - Returns: how often it was not.
  private func untilEnough(on disk: SmallDisk, _ body: (Int) throws -> Bool) throws -> Int {
    var room = 0
    var refusals = 0
    while true {
      try disk.fill(leaving: room)
      defer { try? disk.empty() }
      if try body(room) { return refusals }
      refusals += 1
      room = Effort.stride == nil ? max(512, room * 4) : room + 512
    }
  }

  private func command(_ words: [String], in sandbox: Sandbox) throws {
    let outcome = try Outcome.of(words, in: sandbox.root)
    try #require(outcome.status == 0, "\(words): \(outcome.errors)")
  }

  /// How many runs and actuals are.
  private func published(_ rehearsal: Rehearsal, _ dsn: String) throws -> String {
    try rehearsal.sandbox.query(
      "select (select count(*) from ml.forecast_run) + (select count(*) from ml.actual_sales)", dsn: dsn)
  }

  private func expectNothingPublished(_ rehearsal: Rehearsal, _ dsn: String) throws {
    #expect(try published(rehearsal, dsn) == "0")
    let packs = try? FileManager.default.contentsOfDirectory(
      atPath: rehearsal.sandbox.root.appendingPathComponent("packs").path)
    #expect((packs ?? []).isEmpty, "\(packs ?? [])")
  }

  private func dataFolder(_ rehearsal: Rehearsal) throws -> String {
    let status = try rehearsal.sandbox.forecastpack(["db", "status"]).output
    return String(try #require(status.firstMatch(of: /data in (.+)/)).1)
  }
}
