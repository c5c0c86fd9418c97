import Glibc
import Postgres
import Synchronization

/// An empty database of its own on the test process's server; dropped with the object, or with the server where its
/// connection is still in use.
public final class TestDatabase {
  public let name: String
  /// For further connections: `Connection(database.connectionString)`.
  public let connectionString: String
  public private(set) var connection: Connection

  private static let count = Atomic(0)

  public init() throws {
    name = "test_\(Self.count.add(1, ordering: .relaxed).newValue)"
    let server = try TestServer.connectionString()
    try Connection(server).execute("create database \(name) template template0")
    // The later keyword wins.
    connectionString = "\(server) dbname=\(name)"
    connection = try Connection(connectionString)
  }

  deinit {
    guard isKnownUniquelyReferenced(&connection), let server = try? TestServer.connectionString() else {
      return
    }
    try? Connection(server).execute("drop database if exists \(name) with (force)")
  }
}
