import Foundation
import Postgres
import TestSupport
import Testing

@testable import Tracking

/// What waits in PostgreSQL comes out as it went in, whatever its size.
@Suite struct QueuedFilesTests {
  private let database: TestDatabase
  private let queue: TrackingQueue

  init() throws {
    let made = try TestQueue()
    (database, queue) = (made.database, made.queue)
  }

  private func pieces() throws -> String? {
    try database.connection.query("select count(*) from ml.tracking_files")[0][0]
  }

  @Test func aRecordComesOutAsItWentIn() throws {
    let record = try Samples.record("files", experiment: "files", model: "files")
    #expect(try queue.add(record))
    let read = try #require(try queue.next()).record
    #expect(read.parent.artifacts == record.parent.artifacts && !record.parent.artifacts.isEmpty)
    #expect(read.children[0].artifacts == record.children[0].artifacts)
    #expect(read.children[0].model == record.children[0].model)
    #expect(record.children[0].model?.files.isEmpty == false)
    // A second time nothing is added.
    let before = try pieces()
    #expect(try !queue.add(record))
    #expect(try pieces() == before)
    // The words have no file in them.
    let words = try database.connection.query("select record from ml.tracking_queue")[0][0]
    #expect(words?.contains(Data("month,value\n2013-12-01,1.5\n".utf8).base64EncodedString()) == false)
    #expect(try queue.deliver(to: TestMLflow.client()).delivered == 1)
    #expect(try pieces() == "0")
  }

  @Test(arguments: [1, 7, 8, 9, 100]) func piecesAreJoined(size: Int) throws {
    var record = try Samples.record("pieces", experiment: "pieces", model: "pieces")
    record.parent.artifacts = []
    record.children = []
    try queue.add(record)
    let contents = [Data(0...7), Data(), Data(0...16)]
    let files = QueuedFiles(connection: database.connection, schema: "ml", pieceSize: size)
    try files.add(contents.map { TrackedFile("f", $0) }, of: record.deliveryID)
    let expected = contents.map { ($0.count + size - 1) / size }.reduce(0, +)
    #expect(try pieces() == String(expected))
    #expect(try files.read(of: record.deliveryID) == [1: contents[0], 3: contents[2]])
    try files.remove(of: record.deliveryID)
    #expect(try pieces() == "0")
  }

  /// Records of version 0.1.0 have the content of their files among their words.
  @Test func aRecordOfAnEarlierVersionIsRead() throws {
    let record = try Samples.record("earlier", experiment: "earlier", model: "earlier")
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    try database.connection.query(
      "insert into ml.tracking_queue (delivery_id, record) values ($1, $2)",
      [record.deliveryID, String(decoding: try encoder.encode(record), as: UTF8.self)])
    let read = try #require(try queue.next())
    #expect(read.record.children[0].artifacts == record.children[0].artifacts)
    #expect(read.record.children[0].model == record.children[0].model)
  }

  /// PostgreSQL ends a session that sends a value of more than 1 GB.
  @Test func moreThanAGigabyteIsQueued() throws {
    var record = try Samples.record("great", experiment: "great", model: "great")
    let content = Data(repeating: 7, count: 1_100_000_000)
    record.children[0].artifacts = [TrackedFile("predictions/predictions.csv", content)]
    #expect(try queue.add(record))
    #expect(try queue.next()?.record.children[0].artifacts[0].content == content)
  }
}
