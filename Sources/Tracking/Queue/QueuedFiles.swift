import Foundation
import Postgres

/// The files of records that wait, apart from what is said of them: `tracking_files`, each file in pieces.
struct QueuedFiles {
  let connection: Connection
  /// Quoted.
  let schema: String
  /// Bytes of a piece, far below what PostgreSQL takes in one value and a message (1 GB).
  var pieceSize = 1 << 24

  private static let columns = ["delivery_id", "position", "piece", "content"]

  /// Keeps the files of a record, which is in the queue already.
  /// - Throws: `PostgresError`.
  func add(_ files: [TrackedFile], of deliveryID: String) throws {
    try connection.copyIn("\(schema).tracking_files", columns: Self.columns) { writer in
      for (file, position) in zip(files, Int32(1)...) {
        for (start, piece) in zip(stride(from: 0, to: file.content.count, by: pieceSize), Int32(1)...) {
          let content = file.content.dropFirst(start).prefix(pieceSize)
          try writer.text(deliveryID)
          try writer.int32(position)
          try writer.int32(piece)
          try writer.binary(Array(content))
        }
      }
    }
  }

  /// What was kept of a record's files, by position from 1 on; a file without content has no piece.
  /// - Throws: `PostgresError`.
  func read(of deliveryID: String) throws -> [Int: Data] {
    var contents: [Int: Data] = [:]
    try connection.copyOut(
      "select position, content from \(schema).tracking_files "
        + "where delivery_id = \(Connection.quoteLiteral(deliveryID)) order by position, piece",
      columns: [.integer, .bytea]
    ) { row in
      guard let position = try row.int32(), let piece = try row.binary() else { return }
      contents[Int(position), default: Data()].append(contentsOf: piece)
    }
    return contents
  }

  /// Drops what was kept.
  /// - Throws: `PostgresError`.
  func remove(of deliveryID: String) throws {
    try connection.query("delete from \(schema).tracking_files where delivery_id = $1", [deliveryID])
  }
}
