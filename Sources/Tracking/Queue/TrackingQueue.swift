import Foundation
import HTTP
import Postgres

/// What MLflow is still to be told, in PostgreSQL: `tracking_queue`, and its files in `tracking_files`.
public struct TrackingQueue {
  private let connection: Connection
  private let schema: String
  private let quoted: String
  private let files: QueuedFiles

  /// - Parameter schema: as configured, not quoted.
  public init(connection: Connection, schema: String) {
    self.connection = connection
    self.schema = schema
    quoted = Connection.quoteIdentifier(schema)
    files = QueuedFiles(connection: connection, schema: quoted)
  }

  /// Keeps a record for delivery; one with the same delivery id is there already and stays.
  /// - Returns: whether it is new.
  @discardableResult
  public func add(_ record: TrackingRecord) throws -> Bool {
    guard connection.isInTransaction else { return try connection.transaction { try add(record) } }
    var words = record
    var contents: [TrackedFile] = []
    words.forEachFile {
      contents.append($0)
      $0.content = Data()
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    let text = String(decoding: try encoder.encode(words), as: UTF8.self)
    let added = try connection.query(
      "insert into \(quoted).tracking_queue (delivery_id, record) values ($1, $2) on conflict (delivery_id) do nothing",
      [record.deliveryID, text])
    guard added.affected == 1 else { return false }
    try files.add(contents, of: record.deliveryID)
    return true
  }

  /// Whether a record is queued or was delivered.
  public func contains(_ deliveryID: String) throws -> Bool {
    try !connection.query("select from \(quoted).tracking_queue where delivery_id = $1", [deliveryID]).isEmpty
  }

  /// How many records wait.
  public func waiting() throws -> Int {
    let rows = try connection.query("select count(*) from \(quoted).tracking_queue where delivered_at is null")
    return rows.first?[0].flatMap { Int($0) } ?? 0
  }

  /// A line for each record that could not be delivered: what it is and why.
  public func problems() throws -> [String] {
    try connection.query(
      "select left(delivery_id, 12), attempts, last_error from \(quoted).tracking_queue "
        + "where delivered_at is null and last_error is not null order by position"
    ).map { "\($0[0] ?? ""), \($0[1] ?? "") attempts: \($0[2] ?? "")" }
  }

  /// What a delivery did.
  public struct Report: Hashable, Sendable {
    public var delivered = 0
    public var waiting = 0
    /// Why it ended before the queue was empty.
    public var problem: String?
    /// Whether another process is delivering.
    public var isBusy = false
  }

  /// Delivers what waits, oldest first, and stops at the first record that cannot be delivered: it stays, with its
  /// error, and so do those after it. One process at a time; a second one does nothing.
  ///
  /// - Throws: `PostgresError`; never for what MLflow does.
  public func deliver(to client: MLflowClient) throws -> Report {
    let key = "hashtextextended('forecastpack tracking ' || $1, 0)"
    guard try connection.query("select pg_try_advisory_lock(\(key))", [quoted])[0][0] == "t" else {
      return Report(waiting: try waiting(), isBusy: true)
    }
    defer { _ = try? connection.query("select pg_advisory_unlock(\(key))", [quoted]) }
    var report = Report()
    while report.problem == nil, let (id, record) = try next() {
      do {
        let run = try Delivery(record, client: client).deliver()
        try connection.transaction {
          try connection.query(
            "update \(quoted).tracking_queue set delivered_at = now(), mlflow_run_id = $2, record = null, "
              + "attempts = attempts + 1, last_error = null where delivery_id = $1", [id, run])
          try files.remove(of: id)
        }
        report.delivered += 1
      } catch let error as MLflowError {
        try connection.query(
          "update \(quoted).tracking_queue set attempts = attempts + 1, last_error = $2 where delivery_id = $1",
          [id, error.description])
        report.problem = error.description
      }
    }
    report.waiting = try waiting()
    return report
  }

  /// The record that is delivered next.
  func next() throws -> (id: String, record: TrackingRecord)? {
    let rows = try connection.query(
      "select delivery_id, record from \(quoted).tracking_queue where delivered_at is null order by position limit 1"
    )
    guard let row = rows.first, let id = row[0], let text = row[1] else { return nil }
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    var record = try decoder.decode(TrackingRecord.self, from: Data(text.utf8))
    let contents = try files.read(of: id)
    var position = 0
    record.forEachFile {
      position += 1
      // Records of versions before 0.2 hold the content itself.
      if let content = contents[position] { $0.content = content }
    }
    return (id, record)
  }
}
