/// How numbers and months are written.
struct PageStyle: Sendable {
  let numbers: NumberStyle
  let language: Language
}
