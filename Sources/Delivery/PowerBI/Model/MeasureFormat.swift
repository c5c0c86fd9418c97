/// Format strings of measures.
enum MeasureFormat {
  /// Whole amounts where money has cents; every decimal where a domain has more than two.
  static func format(_ format: MeasureTemplates.Format, decimals: Int) -> Measure.Format? {
    let number = decimals > 2 ? "#,0." + String(repeating: "0", count: decimals) : "#,0"
    return switch format {
    case .amount: .fixed(number)
    case .variance: .fixed("+\(number);-\(number);0")
    case .change: .computed(change)
    case .share: .fixed("0.0 %")
    case .signedShare: .fixed("+0.0 %;-0.0 %;0.0 %")
    case .points: .fixed("+0.0 pp;-0.0 pp;0.0 pp")
    case .count: .fixed("#,0")
    case .month: .fixed("yyyy-mm")
    case .text: nil
    }
  }

  /// Beyond 300 % the number says nothing.
  private static let change = [
    "SWITCH (",
    "    TRUE (),",
    #"    SELECTEDMEASURE () > 3, """> 300 %""","#,
    #"    SELECTEDMEASURE () < -3, """< -300 %""","#,
    #"    "+0.0 %;-0.0 %;0.0 %""#,
    ")",
  ]
}
