import Forecasting

/// The executive summary of a pack as mail: subject, text, HTML and the drawings that the HTML shows.
public struct MailBody: Hashable, Sendable {
  public var subject: String
  public var language: String
  /// The same figures without markup, lines of at most 78 characters where words allow.
  public var text: String
  /// Self-contained but for its pictures, `cid:` and their names.
  public var html: String
  public var pictures: [Picture]

  /// An SVG that stands alone, to be sent as PNG.
  public struct Picture: Hashable, Sendable {
    /// `chart-sales`: what stands after `cid:`.
    public var name: String
    public var svg: String
  }

  /// Gmail shows no more than about 102 KB of HTML; this much leaves room for what gateways add.
  public static let largest = 80 * 1024
}
