import Glibc

/// A private PostgreSQL server: a cluster of its own, reached by a unix socket that only its user and root can open.
///
/// It stays when the process that started it ends. Several processes may start or stop it at once.
public struct LocalServer: Sendable {
  /// The folder that was asked for; the data may lie elsewhere, see `dataFolder`.
  public let folder: String
  public let database: String
  private let settings: [String: String]

  /// The number in the socket's name; no port is opened.
  static let port = 5432
  /// The cluster's superuser; whoever can open the socket is trusted to be it.
  static let user = "forecastpack"

  /// - Parameters:
  ///   - folder: where the data go, such as `.forecastpack/postgres`. Where the server runs as another user who cannot
  ///     reach it, they go to /var/lib/forecastpack/<hash of the path>.
  ///   - database: made at the first start.
  ///   - settings: PostgreSQL settings on top of those for a batch, from the next start on.
  public init(folder: String, database: String = "forecastpack", settings: [String: String] = [:]) {
    self.folder = folder.hasPrefix("/") ? folder : "\(resolvedPath(".") ?? "")/\(folder)"
    self.database = database
    self.settings = settings
  }

  public enum Status: Hashable, Sendable {
    case stopped
    case starting(processID: Int32)
    case running(processID: Int32)
  }

  public func status() throws(LocalServerError) -> Status {
    guard let server = Postmaster(dataFolder: try DataFolder.choose(folder).path) else { return .stopped }
    return server.isReady ? .running(processID: server.processID) : .starting(processID: server.processID)
  }

  /// Where the data are.
  public func dataFolder() throws(LocalServerError) -> String { try DataFolder.choose(folder).path }

  /// What `Connection` and psql take to reach the running server.
  public func connectionString() throws(LocalServerError) -> String {
    let data = try DataFolder.choose(folder)
    guard let server = Postmaster(dataFolder: data.path), !server.socketFolder.isEmpty else {
      throw LocalServerError(.start, "the server of \(data.path) does not run; start it")
    }
    return connectionString(server, database: database)
  }

  /// The programs of the server's own version, psql among them.
  public func binaries() throws(LocalServerError) -> ServerBinaries {
    try ServerBinaries.find(majorVersion: try DataFolder.choose(folder).majorVersion)
  }

  /// Makes the cluster where there is none, starts the server where it does not run, and makes the database.
  ///
  /// What a crash left behind is cleared, and a start that fails is tried again for 10 s.
  /// - Returns: the connection string.
  @discardableResult
  public func start() throws(LocalServerError) -> String {
    let data = try DataFolder.choose(folder)
    let lock = try FileLock("\(folder).lock", seconds: 120)
    defer { withExtendedLifetime(lock) {} }
    let clock = ContinuousClock()
    let deadline = clock.now + .seconds(60)
    while true {
      if Postmaster(dataFolder: data.path)?.isReady != true { try launch(data) }
      guard let server = Postmaster(dataFolder: data.path), server.isReady else {
        throw LocalServerError(
          .start, "the server of \(data.path) went away right after its start; see \(log(data))")
      }
      do {
        try makeDatabase(server)
        return connectionString(server, database: database)
      } catch {
        // After a crash the postmaster's file says ready while it recovers, or until it gives up: wait, or start it anew.
        let isRecovering = error.sqlState == "57P03" || Postmaster(dataFolder: data.path)?.isReady != true
        guard isRecovering, clock.now < deadline else {
          throw LocalServerError(.start, "the server runs and refuses to work: \(error); see \(log(data))")
        }
        usleep(200_000)
      }
    }
  }

  /// Ends the server and its sessions; open transactions roll back. Nothing to do where it does not run.
  public func stop() throws(LocalServerError) {
    let data = try DataFolder.choose(folder)
    let lock = try FileLock("\(folder).lock", seconds: 120)
    defer { withExtendedLifetime(lock) {} }
    guard let server = Postmaster(dataFolder: data.path) else { return }
    let binaries = try ServerBinaries.find(majorVersion: data.majorVersion)
    let outcome = try data.account.run(
      [
        binaries.path("pg_ctl"), "stop", "--pgdata=\(data.path)", "--mode=fast", "--wait", "--timeout=60",
        "--silent",
      ])
    // A postmaster that nobody reaps stays as a zombie, which pg_ctl may take for a live one.
    guard outcome.code == 0 || Postmaster(dataFolder: data.path) == nil else {
      throw LocalServerError(.stop, "the server of \(data.path) does not stop: \(outcome.output)")
    }
    if !server.socketFolder.isEmpty { rmdir(server.socketFolder) }
  }

  // MARK: - Steps of a start

  private func launch(_ data: DataFolder) throws(LocalServerError) {
    let binaries = try ServerBinaries.find(majorVersion: data.majorVersion)
    let socketFolder = try data.socketFolder()
    if data.majorVersion == nil { try create(data, binaries) }
    try data.account.makePrivateFolder(socketFolder)
    try configure(data, socketFolder: socketFolder)
    do {
      try launch(data, binaries)
    } catch {
      rmdir(socketFolder)
      throw error
    }
  }

  /// Makes the cluster beside its place and moves it there when it is whole.
  private func create(_ data: DataFolder, _ binaries: ServerBinaries) throws(LocalServerError) {
    let unfinished = "\(data.path).new"
    if access(unfinished, F_OK) == 0 { _ = try ServerProgram.run(["/bin/rm", "-rf", "--", unfinished]) }
    try data.account.makePrivateFolder(unfinished)
    let outcome = try data.account.run([
      binaries.path("initdb"), "--pgdata=\(unfinished)", "--username=\(Self.user)", "--auth=trust",
      "--encoding=UTF8",
      "--locale=C", "--data-checksums",
    ])
    guard outcome.code == 0 else {
      throw LocalServerError(.start, "initdb cannot make a cluster in \(data.path): \(outcome.output)")
    }
    // rename replaces an empty folder only, so that nothing of a user's is lost.
    guard rename(unfinished, data.path) == 0 else {
      throw LocalServerError(.folder, "cannot move the new cluster to \(data.path): \(systemMessage())")
    }
  }

  private func configure(_ data: DataFolder, socketFolder: String) throws(LocalServerError) {
    // One folder in double quotes: the setting is a list, in which a comma parts and a blank ends.
    let quoted = Connection.quoteIdentifier(socketFolder)
    var all = Self.batchSettings.merging(settings) { _, own in own }
    all["unix_socket_directories"] = quoted
    let lines = all.sorted { $0.key < $1.key }.map { "\($0.key) = \(Self.quoteSetting($0.value))\n" }
    let text = "# Written by forecastpack at each start.\n" + lines.joined()
    let path = "\(data.path)/postgresql.conf"
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw LocalServerError(.folder, "cannot write \(path): \(systemMessage())") }
    defer { close(descriptor) }
    guard write(descriptor, text, text.utf8.count) == text.utf8.count else {
      throw LocalServerError(.folder, "cannot write \(path): \(systemMessage())")
    }
  }

  private func launch(_ data: DataFolder, _ binaries: ServerBinaries) throws(LocalServerError) {
    let clock = ContinuousClock()
    let deadline = clock.now + .seconds(10)
    while true {
      if Postmaster(dataFolder: data.path) == nil, Postmaster.processes(dataFolder: data.path).isEmpty {
        // Nothing lives on these data: the file is of a crash, and its number may be anybody's.
        unlink("\(data.path)/postmaster.pid")
      }
      // pg_ctl hands the names to a shell, in double quotes only: none of the folder's may be among them.
      let outcome = try data.account.run(
        [
          binaries.path("pg_ctl"), "start", "--pgdata=.", "--log=server.log", "--wait", "--timeout=60",
          "--silent",
        ],
        in: data.path)
      if Postmaster(dataFolder: data.path)?.isReady == true { return }
      guard clock.now < deadline else {
        let last = (fileText(log(data)) ?? "").split(separator: "\n").suffix(5).joined(separator: "\n")
        throw LocalServerError(
          .start,
          "the server of \(data.path) does not start: \(outcome.output)the end of \(log(data)):\n\(last)")
      }
      usleep(200_000)
    }
  }

  private func makeDatabase(_ server: Postmaster) throws(PostgresError) {
    let connection = try Connection(connectionString(server, database: "postgres"))
    let found = try connection.query("select from pg_database where datname = $1", [database])
    if found.isEmpty { try connection.execute("create database \(Connection.quoteIdentifier(database))") }
  }

  private func log(_ data: DataFolder) -> String { "\(data.path)/server.log" }

  private func connectionString(_ server: Postmaster, database: String) -> String {
    let host = Self.quoteSetting(server.socketFolder)
    return "host=\(host) port=\(server.port) user=\(Self.user) dbname=\(Self.quoteSetting(database))"
  }

  /// A value in postgresql.conf and in libpq's keywords: both take a backslash before a quote and before itself.
  private static func quoteSetting(_ value: String) -> String {
    let special = [UInt8(ascii: "'"), UInt8(ascii: "\\")]
    let escaped = value.utf8.flatMap { special.contains($0) ? [UInt8(ascii: "\\"), $0] : [$0] }
    return "'" + String(decoding: escaped, as: UTF8.self) + "'"
  }

  /// For one batch on one machine: few sessions, much memory each, long checkpoints; durable all the same.
  private static let batchSettings = [
    "listen_addresses": "",
    "port": "\(port)",
    "unix_socket_permissions": "0700",
    "max_connections": "40",
    "shared_buffers": "256MB",
    "work_mem": "64MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    // In the data folder: /dev/shm is small in a container, and in a bare chroot closed to the server's user.
    "dynamic_shared_memory_type": "mmap",
    // One process a statement: the order of rows does not depend on the cores, nor its memory on the size of /dev/shm.
    "max_parallel_workers_per_gather": "0",
    "jit": "off",
    "datestyle": "ISO, YMD",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %u@%d %a ",
  ]
}
