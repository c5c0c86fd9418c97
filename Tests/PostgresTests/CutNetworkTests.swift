import Foundation
import TestSupport
import Testing

@testable import Postgres

/// The network between us and the server is gone: its address is taken away, so that packets of either side go nowhere and
/// nothing is closed. Needs root, for the address.
@Suite(.serialized, .enabled(if: Privilege.movesAddresses, "an address must be added: run as root"))
final class CutNetworkTests {
  private let server: LocalServer
  private let folder = "/tmp/forecastpack-cut-\(getuid())-\(getpid())"
  private let address = "10.213.\(getpid() % 250).\(Int.random(in: 1...250))"
  private let port = Int.random(in: 32_000..<32_700)

  init() throws {
    try IPCommand.run(["address", "add", "\(address)/32", "dev", "lo"])
    server = LocalServer(
      folder: "\(folder)/postgres",
      settings: [
        "listen_addresses": address, "port": "\(port)", "fsync": "off", "shared_buffers": "32MB",
      ])
    try server.start()
    let file = FileHandle(forWritingAtPath: "\(try server.dataFolder())/pg_hba.conf")
    try file?.seekToEnd()
    try file?.write(contentsOf: Data("host all all \(address)/32 trust\n".utf8))
    try file?.close()
    try Connection(server.connectionString()).execute("select pg_reload_conf()")
  }

  deinit {
    try? IPCommand.run(["address", "delete", "\(address)/32", "dev", "lo"])
    try? server.stop()
    try? FileManager.default.removeItem(atPath: folder)
  }

  private func connect(_ more: String = "") throws -> Connection {
    try Connection("host=\(address) port=\(port) user=forecastpack dbname=postgres connect_timeout=10 \(more)")
  }

  @Test func bothSidesNotice() throws {
    var ready: Connection?
    // The server takes a moment to read who is let in.
    for _ in 0..<50 where ready == nil {
      ready = try? connect()
      if ready == nil { usleep(100_000) }
    }
    let usual = try #require(ready)
    #expect(usual.settings["keepalives_idle"] == "30" && usual.settings["tcp_user_timeout"] == "60000")
    let shown = try usual.query(
      "select concat_ws(' ', current_setting('tcp_keepalives_idle'), current_setting('tcp_keepalives_interval'), "
        + "current_setting('tcp_keepalives_count'), current_setting('tcp_user_timeout'))")[0][0]
    #expect(shown == "30 10 3 60000")

    // The same, twenty times as fast.
    let quick = "keepalives_idle=1 keepalives_interval=1 keepalives_count=2 tcp_user_timeout=3000"
    let (idle, busy) = (try connect(quick), try connect(quick))
    for connection in [idle, busy] {
      try connection.execute(
        "set tcp_keepalives_idle = 1; set tcp_keepalives_interval = 1; set tcp_keepalives_count = 2; "
          + "set tcp_user_timeout = 3000")
    }
    let local = try Connection(server.connectionString())
    try idle.execute("begin; select pg_advisory_xact_lock(1)")
    let clock = ContinuousClock()
    let start = clock.now
    let (address, cutter) = (address, Thread.self)
    cutter.detachNewThread {
      usleep(500_000)
      try? IPCommand.run(["address", "delete", "\(address)/32", "dev", "lo"])
    }
    let error = #expect(throws: PostgresError.self) { try busy.query("select pg_sleep(300)") }
    #expect(error?.kind == .connection, "\(error as Any)")
    #expect(clock.now - start < .seconds(30))
    // Its lock is free, and the statement whose client is gone has ended.
    func left() throws -> String? {
      try local.query(
        "select count(*) from pg_stat_activity where query like '%pg_sleep(300)%' and pid <> pg_backend_pid() "
          + "or pid in (select pid from pg_locks where locktype = 'advisory')")[0][0]
    }
    for _ in 0..<200 where try left() != "0" { usleep(100_000) }
    #expect(try left() == "0")
    try IPCommand.run(["address", "add", "\(address)/32", "dev", "lo"])
    #expect(try connect().query("select 1")[0][0] == "1")
  }
}
