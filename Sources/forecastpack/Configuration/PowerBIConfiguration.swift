import Delivery
import StrictYAML

/// The block `powerbi` of forecastpack.yml: the published model that `powerbi refresh` refreshes.
struct PowerBIConfiguration {
  let refresh: RefreshSettings

  init(_ value: YAMLValue) throws(YAMLError) {
    let block = try value.mapping()
    var refresh = RefreshSettings(
      tenant: try Self.identifier(block.required("tenant")),
      client: try Self.identifier(block.required("client")),
      group: try Self.identifier(block.required("group")),
      dataset: try Self.identifier(block.required("dataset")),
      capacity: try block.required("capacity").choice())
    if let api = block.optional("api") { refresh.api = try Self.address(api) }
    if let login = block.optional("login") { refresh.login = try Self.address(login) }
    if let interval = block.optional("interval_seconds") {
      refresh.interval = .seconds(try interval.integer(in: 1...3600))
    }
    if let patience = block.optional("patience_seconds") {
      refresh.patience = .seconds(try patience.integer(in: 1...86_400))
    }
    try block.finish()
    self.refresh = refresh
  }

  /// A GUID, or the name of a tenant: nothing that would change the address it becomes part of.
  private static func identifier(_ value: YAMLValue) throws(YAMLError) -> String {
    let text = try value.literal()
    guard text.wholeMatch(of: /[A-Za-z0-9.\-]+/) != nil else {
      throw value.error("is '\(text)'; expected a GUID or a domain name")
    }
    return text
  }

  /// An address without a path. Secrets go there, so only loopback does without TLS.
  private static func address(_ value: YAMLValue) throws(YAMLError) -> String {
    let text = try value.string()
    guard text.wholeMatch(of: /https:\/\/[A-Za-z0-9.\-:]+|http:\/\/127\.0\.0\.1(:[0-9]+)?/) != nil else {
      throw value.error("is '\(text)'; expected https://host")
    }
    return text
  }
}
