import Delivery
import Foundation
import StrictYAML
import Testing

@testable import forecastpack

/// The block `powerbi` of forecastpack.yml, and what the commands' errors make of the exit code.
@Suite struct PowerBIConfigurationTests {
  private static let block = """
    tenant: contoso.onmicrosoft.com
    client: 11111111-2222-3333-4444-555555555555
    group: 11111111-2222-3333-4444-666666666666
    dataset: 11111111-2222-3333-4444-777777777777
    capacity: premium

    """

  private func read(_ text: String) throws -> RefreshSettings {
    try PowerBIConfiguration(YAMLValue.parse(text, file: "forecastpack.yml")).refresh
  }

  @Test func readsABlock() throws {
    let settings = try read(Self.block + "patience_seconds: 60\ninterval_seconds: 5\n")
    #expect(settings.tenant == "contoso.onmicrosoft.com" && settings.capacity == .premium)
    #expect(settings.patience == .seconds(60) && settings.interval == .seconds(5))
    #expect(settings.api == "https://api.powerbi.com")
  }

  @Test(arguments: [
    ("capacity: premium", "capacity: free", "is 'free'; expected one of premium, pro"),
    ("capacity: premium", "", "lacks the key 'capacity'"),
    ("tenant: contoso.onmicrosoft.com", "tenant: a/../b", "expected a GUID or a domain name"),
    ("capacity: premium", "capacity: pro\nsecret: x", "unknown key 'secret'"),
    ("capacity: premium", "capacity: pro\napi: http://api.powerbi.com", "expected https://host"),
    ("capacity: premium", "capacity: pro\nlogin: https://login.example/path", "expected https://host"),
  ]) func refusesWhatIsWrong(_ old: String, _ new: String, _ words: String) {
    #expect { try read(Self.block.replacing(old, with: new)) } throws: { "\($0)".contains(words) }
  }

  /// The project's own names no model: refreshing is off.
  @Test func isOffUnlessNamed() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    #expect(try Configuration.read(path: root.appending(path: "forecastpack.yml").path).powerBIModel == nil)
  }

  @Test func errorsHaveTheirExitCodes() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "powerbi-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let missing = #expect(throws: PowerBIError.self) { try Templates(folder: folder) }
    #expect(try ExitStatus(of: #require(missing)) == .configuration)
    let unread = #expect(throws: PowerBIError.self) { try Wireframes(project: folder) }
    #expect(try ExitStatus(of: #require(unread)) == .configuration)
  }
}
