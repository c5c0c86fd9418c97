import Foundation
import HTTP
import Postgres
import TestSupport
import Testing

@testable import Tracking

/// The network is cut in the middle of deliveries, at points spread over what is said, and nothing is heard any more: the
/// record stays, and once the network is back every run is there once and complete.
@Suite struct CutNetworkTests {
  private let database: TestDatabase
  private let queue: TrackingQueue

  /// How far a conversation gets; `script/faults` asks for more of them.
  private static let tenths =
    ProcessInfo.processInfo.environment["FORECASTPACK_FAULT_STRIDE"] == nil ? [2, 7] : Array(1...9)

  init() throws {
    let made = try TestQueue()
    (database, queue) = (made.database, made.queue)
  }

  private func client(_ address: String) throws -> MLflowClient {
    var settings = HTTPSettings()
    settings.attempts = 1
    settings.timeout = .seconds(2)
    return MLflowClient(try TrackingServer(uri: address, environment: [:]), settings: settings)
  }

  @Test(arguments: CutWire.Cut.all) func everyRunIsThereOnceAndComplete(cut: CutWire.Cut) throws {
    let address = try TestMLflow.address()
    let port = try #require(UInt16(address.split(separator: ":").last ?? ""))
    func add(_ name: String) throws {
      var record = try Samples.record(name, experiment: "cut by \(cut)", model: "cut by \(cut)", kind: "naive")
      record.parent.name = "vintage \(name)"
      record.children[0].name = "sales \(name)"
      try queue.add(record)
    }
    func deliver(through wire: CutWire) throws -> TrackingQueue.Report {
      defer { wire.close() }
      return try queue.deliver(to: client("http://\(wire.address):\(wire.port)"))
    }
    var names = ["\(cut)-whole"]
    try add(names[0])
    let whole = try CutWire(to: port)
    #expect(try deliver(through: whole).problem == nil)
    for side in CutWire.Side.allCases {
      let length = whole.passed(side)
      for part in Self.tenths {
        let name = "\(cut)-\(side)-\(part)"
        names.append(name)
        try add(name)
        let report = try deliver(through: CutWire(to: port, cut, after: (side, length * part / 10)))
        #expect(report.problem?.contains("timed out") == true && report.waiting == 1, "\(name): \(report)")
        #expect(try queue.deliver(to: TestMLflow.client()).problem == nil, "\(name)")
      }
    }
    #expect(try queue.waiting() == 0)
    let held = try Held("cut by \(cut)", models: ["cut by \(cut)"], address: address)
    #expect(
      held.runs.map { $0["name"] as? String ?? "" }.sorted()
        == names.flatMap { ["sales \($0)", "vintage \($0)"] }.sorted())
    #expect(held.runs.allSatisfy { $0["status"] as? String == "FINISHED" })
    #expect(held.models.count == names.count && held.versions.count == names.count)
  }
}
