/// Which ForecastPack this is.
enum Version {
  /// By semver.org; with `-dev` while changes wait under "Unreleased" in CHANGELOG.md.
  static let current = "0.2.0-dev"
}
