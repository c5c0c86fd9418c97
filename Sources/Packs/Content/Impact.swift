import Domains

/// What a variance means for the business; decides its colour, whatever the sign.
public enum Impact: Int, Hashable, Sendable {
  case bad = -1
  case neutral = 0
  case good = 1

  /// The sign of `variance` seen through the domain's preference.
  init(of variance: Double, _ preference: Domain.Preference) {
    let sign = variance > 0 ? 1 : (variance < 0 ? -1 : 0)
    switch preference {
    case .higher: self = Impact(rawValue: sign) ?? .neutral
    case .lower: self = Impact(rawValue: -sign) ?? .neutral
    case .neutral: self = .neutral
    }
  }
}
