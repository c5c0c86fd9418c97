import Foundation
import Postgres
import TestSupport
import Testing

/// Servers of their own, each in a folder that goes with the test; fsync is off, as nobody keeps their data.
@Suite struct LocalServerTests {
  /// A folder for one server; the server is stopped and the folder removed at the end.
  final class Place {
    let folder: String
    let server: LocalServer

    init(_ name: String, mode: mode_t = 0o755) throws {
      folder = "/tmp/forecastpack-tests-\(getuid())/\(getpid())-\(name)"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      chmod(folder, mode)
      server = LocalServer(folder: "\(folder)/postgres", settings: ["fsync": "off", "shared_buffers": "16MB"])
    }

    deinit {
      try? server.stop()
      if let data = try? server.dataFolder() { try? FileManager.default.removeItem(atPath: data) }
      try? FileManager.default.removeItem(atPath: folder)
    }
  }

  func processID(_ server: LocalServer) throws -> Int32 {
    guard case .running(let number) = try server.status() else {
      Issue.record("the server does not run: \(try server.status())")
      return 0
    }
    return number
  }

  @Test func startsStopsAndKeepsItsData() throws {
    let place = try Place("keeps")
    #expect(try place.server.status() == .stopped)
    let first = try place.server.start()
    let number = try processID(place.server)
    do {
      let connection = try Connection(first)
      try connection.execute("create table kept (n int); insert into kept values (7)")
      let row = try connection.query(
        """
        select current_database(), current_setting('listen_addresses'), current_setting('server_encoding'),
          (select datcollate from pg_database where datname = current_database())
        """)[0]
      #expect((0..<4).map { row[$0] } == ["forecastpack", "", "UTF8", "C"])
    }
    // Starting what runs changes nothing.
    #expect(try place.server.start() == first)
    #expect(try processID(place.server) == number)
    try place.server.stop()
    #expect(try place.server.status() == .stopped)
    try place.server.stop()
    #expect(try Connection(place.server.start()).query("select n from kept")[0][0] == "7")
  }

  @Test func onlyItsUserAndRootReachTheSocket() throws {
    let place = try Place("private")
    let string = try place.server.start()
    let folder = try #require(string.firstMatch(of: /host='([^']*)'/)).1
    let mode = try FileManager.default.attributesOfItem(atPath: String(folder))[.posixPermissions] as? Int
    #expect(mode == 0o700)
    #expect(String(folder).utf8.count < 60)
    let data = try FileManager.default.attributesOfItem(atPath: try place.server.dataFolder())
    #expect(data[.posixPermissions] as? Int == 0o700)
  }

  /// The killed postmaster stays as a zombie where nothing reaps it, and its file stays in any case.
  @Test func startsAgainAfterACrash() throws {
    let place = try Place("crash")
    let string = try place.server.start()
    try Connection(string).execute("create table kept as select generate_series(1, 1000) as n; checkpoint")
    #expect(kill(try processID(place.server), SIGKILL) == 0)
    let file = "\(try place.server.dataFolder())/postmaster.pid"
    #expect(access(file, F_OK) == 0)
    #expect(try Connection(place.server.start()).query("select from kept").count == 1_000)
  }

  /// A zombie: it answers to kill(pid, 0), which is all that pg_ctl asks.
  @Test func aZombiesPidFileCountsAsDead() throws {
    let place = try Place("zombie")
    try place.server.start()
    let file = "\(try place.server.dataFolder())/postmaster.pid"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    try place.server.stop()

    var child: pid_t = 0
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("/bin/true"), nil]
    defer { free(arguments[0]) }
    #expect(posix_spawn(&child, "/bin/true", nil, nil, &arguments, environ) == 0)
    defer { waitpid(child, nil, 0) }
    var isZombie = false
    for _ in 0..<500 where !isZombie {
      usleep(10_000)
      isZombie = try String(contentsOfFile: "/proc/\(child)/stat", encoding: .utf8).contains(") Z ")
    }
    try #require(isZombie)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    try ([Substring("\(child)")] + lines.dropFirst()).joined(separator: "\n")
      .write(toFile: file, atomically: false, encoding: .utf8)
    #expect(try place.server.status() == .stopped)
    try place.server.start()
    #expect(try processID(place.server) != child)
  }

  /// The number in the file belongs to a live process of another kind by now: this one.
  @Test func anotherProgramsPidCountsAsDead() throws {
    let place = try Place("reused")
    try place.server.start()
    let file = "\(try place.server.dataFolder())/postmaster.pid"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    try place.server.stop()
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    try ([Substring("\(getpid())")] + lines.dropFirst()).joined(separator: "\n")
      .write(toFile: file, atomically: false, encoding: .utf8)
    #expect(try place.server.status() == .stopped)
    try place.server.start()
    #expect(try processID(place.server) != getpid())
  }

  @Test func severalMayStartItAtOnce() async throws {
    let place = try Place("together")
    let server = place.server
    let strings = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<4 { group.addTask { try server.start() } }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(strings.count == 1)
    #expect(try Connection(server.start()).query("select 1")[0][0] == "1")
  }

  /// A home of mode 0700: as root the server's user cannot pass it, and the data go elsewhere; for any other user
  /// they stay.
  @Test func worksInAPrivateHome() throws {
    let place = try Place("home", mode: 0o700)
    try place.server.start()
    let data = try place.server.dataFolder()
    if geteuid() == 0 {
      #expect(data.hasPrefix("/var/lib/forecastpack/"))
    } else {
      #expect(data == "\(place.folder)/postgres")
    }
    #expect(access("\(data)/PG_VERSION", F_OK) == 0)
    // Data that exist stay in use when the home opens up.
    chmod(place.folder, 0o755)
    #expect(try place.server.dataFolder() == data)
    #expect(try Connection(place.server.start()).query("select 1")[0][0] == "1")
  }

  @Test func foldersMayHaveAwkwardNames() throws {
    let place = try Place("it's \"a\" folder, ü $HOME")
    #expect(try Connection(place.server.start()).query("select 1")[0][0] == "1")
  }

  /// The program that started it ends, and the pipe that it wrote to closes: the server holds none of it.
  @Test func theServerHoldsNoneOfTheCallersDescriptors() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    let place = try Place("descriptors")
    try place.server.start()
    close(ends[1])
    var descriptor = pollfd(fd: ends[0], events: Int16(POLLIN), revents: 0)
    #expect(poll(&descriptor, 1, 2_000) == 1)
    var byte: UInt8 = 0
    #expect(read(ends[0], &byte, 1) == 0)
    close(ends[0])
  }

  @Test func aFolderInTheWayIsNamed() throws {
    let place = try Place("inTheWay")
    try "not a folder".write(toFile: "\(place.folder)/file", atomically: true, encoding: .utf8)
    let error = #expect(throws: LocalServerError.self) {
      try LocalServer(folder: "\(place.folder)/file/postgres").start()
    }
    #expect(error?.reason == .folder)
    #expect(error?.message.contains("\(place.folder)/file is in the way") == true)
  }

  /// Files of somebody's where the cluster should go: they stay.
  @Test func otherPeoplesFilesAreNotReplaced() throws {
    let place = try Place("foreign")
    try FileManager.default.createDirectory(
      atPath: "\(place.folder)/postgres", withIntermediateDirectories: false)
    try "mine".write(toFile: "\(place.folder)/postgres/note", atomically: true, encoding: .utf8)
    let error = #expect(throws: LocalServerError.self) { try place.server.start() }
    #expect(error?.reason == .folder)
    #expect(try String(contentsOfFile: "\(place.folder)/postgres/note", encoding: .utf8) == "mine")
  }

  @Test func aServerThatCannotStartShowsItsLog() throws {
    let place = try Place("broken")
    let broken = LocalServer(folder: "\(place.folder)/postgres", settings: ["no_such_setting": "1"])
    let error = #expect(throws: LocalServerError.self) { try broken.start() }
    #expect(error?.reason == .start)
    #expect(error?.message.contains("unrecognized configuration parameter \"no_such_setting\"") == true)
  }

  @Test func aWrongPasswordIsTold() throws {
    let place = try Place("password")
    let string = try place.server.start()
    let connection = try Connection(string)
    try connection.execute("create role analyst login password 'right'")
    try "local all forecastpack trust\nlocal all all scram-sha-256\n"
      .write(toFile: "\(try place.server.dataFolder())/pg_hba.conf", atomically: false, encoding: .utf8)
    try connection.query("select pg_reload_conf()")
    func failure(_ password: String) -> PostgresError? {
      do {
        _ = try Connection("\(string) user=analyst \(password)")
        return nil
      } catch {
        return error
      }
    }
    // The postmaster reads the file in its own time.
    for _ in 0..<200 where failure("password=wrong") == nil { usleep(10_000) }
    let wrong = try #require(failure("password=wrong"))
    #expect(wrong.kind == .authentication)
    #expect(wrong.sqlState == "28P01")
    #expect(wrong.message.hasSuffix("FATAL:  password authentication failed for user \"analyst\""))
    #expect(failure("")?.kind == .authentication)
    #expect(failure("password=right") == nil)
  }

  @Test func aServerThatStopsAmidACopyLosesTheSession() throws {
    let place = try Place("stopped")
    let string = try place.server.start()
    let reader = try Connection(string)
    var rows = 0
    let read = #expect(throws: PostgresError.self) {
      try reader.copyOut("select generate_series(1, 100000000)", columns: [.integer]) { _ in
        rows += 1
        if rows == 10 { try place.server.stop() }
      }
    }
    #expect(read?.kind == .connection)

    let writer = try Connection(place.server.start())
    try writer.execute("create table t (n int)")
    let written = #expect(throws: PostgresError.self) {
      try writer.copyIn("t", columns: ["n"]) { copy in
        for number in 1...1_000_000 {
          if number == 100_000 { try place.server.stop() }
          try copy.int32(Int32(number))
        }
      }
    }
    #expect(written?.kind == .connection)
    #expect(throws: PostgresError.self) { try writer.execute("select 1") }
    #expect(try Connection(place.server.start()).query("select from t").isEmpty)
  }
}
