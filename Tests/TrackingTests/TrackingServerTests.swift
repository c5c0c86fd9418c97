import HTTP
import Testing

@testable import Tracking

@Suite struct TrackingServerTests {
  @Test func readsMLflowsVariables() throws {
    let basic = ["MLFLOW_TRACKING_USERNAME": "anna", "MLFLOW_TRACKING_PASSWORD": "s3cret"]
    #expect(try TrackingServer(uri: "https://m.example/", environment: [:]).uri == "https://m.example")
    #expect(try TrackingServer(uri: "https://m.example", environment: [:]).credentials == nil)
    #expect(
      try TrackingServer(uri: "http://m", environment: basic).credentials
        == .basic(user: "anna", password: "s3cret"))
    let both = basic.merging(["MLFLOW_TRACKING_TOKEN": "t0ken"]) { $1 }
    #expect(try TrackingServer(uri: "http://m", environment: both).credentials == .bearer(token: "t0ken"))
  }

  @Test func takesTheSecretOutOfTheAddress() throws {
    let server = try TrackingServer(uri: "https://anna:s3cr@t@m.example:8443/mlflow//", environment: [:])
    #expect(server.uri == "https://m.example:8443/mlflow")
    #expect(server.credentials == .basic(user: "anna", password: "s3cr@t"))
    #expect(!"\(server)".contains("s3cr"))
  }

  @Test(arguments: [
    "", "sqlite:///mlflow.db", "mlruns", "databricks", "http://", "http://:5000", "https://user:s3cret@",
  ])
  func refusesWhatIsNoServer(uri: String) {
    let error = #expect(throws: MLflowError.self) { try TrackingServer(uri: uri, environment: [:]) }
    #expect(error?.kind == .configuration)
    #expect(error?.description.contains("s3cret") == false)
  }

  private func client(_ uri: String) throws -> MLflowClient {
    MLflowClient(try TrackingServer(uri: uri, environment: [:])) { _ in }
  }

  @Test func saysThatNobodyAnswers() throws {
    let client = try client("http://127.0.0.1:1")
    #expect(!client.isHealthy())
    let error = try #require(#expect(throws: MLflowError.self) { try Experiments(client: client).find("x") })
    #expect(error.kind == .unavailable && error.status == nil)
    #expect(
      error.description.hasPrefix(
        "MLflow: GET /api/2.0/mlflow/experiments/get-by-name: http://127.0.0.1:1: Failed to connect"))
  }

  @Test func saysThatAnAddressIsNoMLflow() throws {
    let address = try TestMLflow.address() + "/nowhere"
    let error = try #require(
      #expect(throws: MLflowError.self) { try Experiments(client: client(address)).find("x") })
    #expect(error.status == 404 && error.kind == .refused)
    #expect(error.message == "\(address) is no MLflow server: look at the tracking URI")
  }

  @Test func passesOnMLflowsOwnCode() throws {
    let client = try client(TestMLflow.address())
    #expect(client.isHealthy())
    let call = client.post("runs/update", ["run_id": "no-such-run", "status": "FINISHED"])
    let error = try #require(#expect(throws: MLflowError.self) { try client.send(call) })
    #expect(error.status == 404 && error.code == "RESOURCE_DOES_NOT_EXIST" && error.kind == .refused)
    #expect(error.call == "POST /api/2.0/mlflow/runs/update")
  }

  @Test func refusesArtifactsThatTheServerDoesNotTake() throws {
    let client = try client("http://127.0.0.1:1")
    let error = #expect(throws: MLflowError.self) { try client.put([1], at: "a.csv", below: "s3://bucket/1") }
    #expect(error?.kind == .configuration)
    #expect(error?.message.contains("--artifacts-destination") == true)
  }
}
