/// A lock of a session by name, so that one run at a time works on a database; gone with the session at the latest.
///
/// Many sessions may share a lock that none has to itself.
public final class AdvisoryLock {
  private let connection: Connection
  private let name: String
  private let isShared: Bool

  /// Takes the lock or fails at once.
  ///
  /// - Parameter isShared: with other sessions that share it too.
  /// - Throws: `Held` when another session has it, `PostgresError`.
  public init(_ name: String, on connection: Connection, isShared: Bool = false) throws {
    self.connection = connection
    self.name = name
    self.isShared = isShared
    let function = isShared ? "pg_try_advisory_lock_shared" : "pg_try_advisory_lock"
    let taken = try connection.query("select \(function)(hashtextextended($1, 0))", [name])
    guard taken.first?[0] == "t" else { throw Held(name: name, holder: try Self.holder(name, connection)) }
  }

  /// Gives the lock back; a session that is lost has given it back already.
  public func release() throws(PostgresError) {
    let function = isShared ? "pg_advisory_unlock_shared" : "pg_advisory_unlock"
    try connection.query("select \(function)(hashtextextended($1, 0))", [name])
  }

  /// Another session has the lock.
  public struct Held: Error, Hashable, Sendable, CustomStringConvertible {
    public var name: String
    /// Nil when it was gone by the time of asking.
    public var holder: Holder?

    public var description: String {
      guard let holder else { return "the lock \(name) was held a moment ago; try again" }
      return
        "the lock \(name) is held by server process \(holder.processID): application \(holder.application), "
        + "user \(holder.user), from \(holder.host), connected since \(holder.connectedSince)"
    }
  }

  /// What the server tells about a session; to a role without rights it tells less, and `unknown` stands for that.
  public struct Holder: Hashable, Sendable {
    public var processID: Int
    public var application: String
    public var user: String
    /// An address, or `this machine` by a unix socket.
    public var host: String
    /// UTC, `2026-11-23 14:10:26`.
    public var connectedSince: String
  }

  private static func holder(_ name: String, _ connection: Connection) throws(PostgresError) -> Holder? {
    // A key of 64 bits is shown in halves (pg_locks: objsubid 1).
    let rows = try connection.query(
      """
      with key as (select hashtextextended($1, 0) as value)
      select
        held.pid, coalesce(nullif(session.application_name, ''), 'unknown') as application,
        coalesce(session.usename, 'unknown') as username,
        coalesce(
          host(session.client_addr), case when session.backend_start is null then 'unknown' else 'this machine' end
        ) as host,
        coalesce(to_char(session.backend_start, 'YYYY-MM-DD HH24:MI:SS'), 'unknown') as since
      from key
      inner join pg_locks as held
        on held.locktype = 'advisory' and held.objsubid = 1 and held.granted
          and held.database = (select oid from pg_database where datname = current_database())
          and held.classid::bigint = (key.value >> 32) & 4294967295
          and held.objid::bigint = key.value & 4294967295
      left join pg_stat_activity as session on session.pid = held.pid
      order by held.pid
      limit 1
      """, [name])
    guard let row = rows.first, let processID = row["pid"].flatMap({ Int($0) }) else { return nil }
    return Holder(
      processID: processID, application: row["application"] ?? "", user: row["username"] ?? "",
      host: row["host"] ?? "", connectedSince: row["since"] ?? "")
  }
}
