/// The parameters of a fitted model, named so that a reader can redo the forecast by hand.
public struct ModelState: Hashable, Sendable, Codable {
  /// In a fixed order that belongs to the model.
  public var parameters: [Parameter]
  /// The states of the models that a combination holds, in its order; empty for a single model.
  public var components: [Component]

  /// A named list of numbers: a coefficient is a list of one.
  public struct Parameter: Hashable, Sendable, Codable {
    public let name: String
    public let values: [Double]

    public init(_ name: String, _ values: [Double]) {
      self.name = name
      self.values = values
    }
  }

  /// One model within a combination.
  public struct Component: Hashable, Sendable, Codable {
    public let model: String
    public let rung: String
    public let state: ModelState

    public init(model: String, rung: String, state: ModelState) {
      self.model = model
      self.rung = rung
      self.state = state
    }
  }

  public init(_ parameters: [Parameter], components: [Component] = []) {
    self.parameters = parameters
    self.components = components
  }

  /// The numbers of parameter `name`; empty if there is none.
  public subscript(name: String) -> [Double] {
    parameters.first { $0.name == name }?.values ?? []
  }
}
