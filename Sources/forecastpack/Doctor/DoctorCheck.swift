/// One thing that a run needs, and how it stands.
struct DoctorCheck: Encodable {
  /// `database`, `dbt`, …
  let name: String
  let state: State
  let detail: String
  /// What to do; nil where nothing is to be done.
  let remedy: String?
  /// What the program would end with for want of it.
  let status: ExitStatus?

  enum State: String, Encodable {
    case ok
    /// A run works without it, but somebody should know.
    case note
    case fails
  }

  static func ok(_ name: String, _ detail: String) -> DoctorCheck {
    DoctorCheck(name: name, state: .ok, detail: detail, remedy: nil, status: nil)
  }

  static func note(_ name: String, _ detail: String, remedy: String) -> DoctorCheck {
    DoctorCheck(name: name, state: .note, detail: detail, remedy: remedy, status: nil)
  }

  static func fails(_ name: String, _ detail: String, remedy: String, _ status: ExitStatus) -> DoctorCheck {
    DoctorCheck(name: name, state: .fails, detail: detail, remedy: remedy, status: status)
  }

  private enum CodingKeys: String, CodingKey { case name, state, detail, remedy }
}
