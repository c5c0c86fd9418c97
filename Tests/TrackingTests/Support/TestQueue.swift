import Foundation
import TestSupport
import Warehouse

@testable import Tracking

/// A queue in a database of its own, which goes with the object.
struct TestQueue {
  let database: TestDatabase
  let queue: TrackingQueue

  init() throws {
    database = try TestDatabase()
    let sql = URL(fileURLWithPath: TestMLflow.project).appendingPathComponent("sql")
    _ = try MigrationRunner(connection: database.connection, schema: "ml", folder: sql).run()
    queue = TrackingQueue(connection: database.connection, schema: "ml")
  }
}
