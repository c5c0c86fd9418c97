/// A query that is no table: a parameter or a function.
struct SharedExpression: Hashable {
  var name: String
  var description: String
  var kind: Kind

  enum Kind: Hashable {
    /// A text parameter and its value.
    case parameter(String)
    /// A function, a line an element.
    case function([String])
  }
}
