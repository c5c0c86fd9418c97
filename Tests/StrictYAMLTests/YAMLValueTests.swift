import StrictYAML
import Testing

@Suite struct YAMLValueTests {
  private func message(_ text: String, _ read: (YAMLMapping) throws -> Void) -> String {
    do {
      let mapping = try YAMLValue.parse(text, file: "a.yml").mapping()
      try read(mapping)
      try mapping.finish()
      return "accepted"
    } catch { return "\(error)" }
  }

  @Test func acceptsWhatWasAskedFor() {
    let outcome = message("a: 1\nb: [x, 'y']\nc: {d: true}\n") { root in
      #expect(try root.required("a").integer(in: 1...2) == 1)
      #expect(try root.required("b").strings() == ["x", "y"])
      let inner = try root.required("c").mapping()
      #expect(try inner.required("d").bool())
      try inner.finish()
      #expect(root.optional("e") == nil)
    }
    #expect(outcome == "accepted")
  }

  @Test func namesAnUnknownKeyWithItsLine() {
    let outcome = message("a: 1\nhorizon: 3\n") { _ = $0.optional("a") }
    #expect(outcome == "a.yml:2: unknown key 'horizon'; expected one of 'a'")
    let block = message("a: 1\nextra:\n  - 3\n") { _ = $0.optional("a") }
    #expect(block == "a.yml:2: unknown key 'extra'; expected one of 'a'")
  }

  @Test(arguments: [
    ("a: x", "a.yml:1: a: is 'x'; expected a whole number"),
    ("a: '1'", "a.yml:1: a: is '1'; expected a whole number"),
    ("a: [1]", "a.yml:1: a: is a list; expected a whole number"),
    ("a: 13", "a.yml:1: a: is 13; expected 1 to 12"),
    ("b: 1", "a.yml:1: lacks the key 'a'"),
    ("a: 1\na: 2", "a.yml:1: has the key 'a' twice"),
  ])
  func namesAWrongValue(text: String, expected: String) {
    let outcome = message(text) { _ = try $0.required("a").integer(in: 1...12) }
    #expect(outcome == expected)
  }

  @Test func numbersAreNotText() {
    #expect(message("a: 1") { _ = try $0.required("a").string() } == "a.yml:1: a: is '1'; expected text")
  }

  @Test(arguments: ["", "a: [", "\ta: 1", "- 1"])
  func refusesWhatIsNoMapping(text: String) {
    #expect(message(text) { _ in }.hasPrefix("a.yml"))
  }

  @Test func namesAMissingFile() {
    #expect(throws: YAMLError(file: "no.yml", line: nil, message: "no such file, or it cannot be read")) {
      try YAMLValue.read(path: "no.yml")
    }
  }
}
