import Foundation

/// Makes the mail of a pack from `templates`/email/summary.mustache: tables for layout, styles inline, as Outlook and
/// Gmail need it.
public struct MailRenderer {
  private let templates: TemplateLibrary
  private let drawings: StandaloneSVG

  /// In CSS pixels.
  public static let pictureWidth = MailModel.width

  /// What the mail says of files that are not in its content.
  public struct Links: Hashable, Sendable {
    /// The pack's page where readers find it; nil where no address is configured.
    public var pack: String?
    public var workbook: Workbook
    /// Of the workbook.
    public var bytes: Int

    public init(pack: String?, workbook: Workbook, bytes: Int) {
      self.pack = pack
      self.workbook = workbook
      self.bytes = bytes
    }
  }

  /// Where the workbook is.
  public enum Workbook: Hashable, Sendable {
    case attached
    case linked(String)
    /// Neither: it is too large and no address is configured.
    case left
  }

  /// Reads and checks the templates in `folder`. Throws `PackError` (`definition`).
  public init(templates folder: String) throws(PackError) {
    templates = try TemplateLibrary(folder: "\(folder)/email", shown: [("summary", MailModel.self)])
    drawings = try StandaloneSVG(templates: folder)
  }

  /// Throws `PackError` (`definition`) where the HTML would be larger than `MailBody.largest`.
  public func render(_ content: PackContent, _ links: Links) throws(PackError) -> MailBody {
    let style = PageStyle(content, PageLinks(form: .file, workbook: ""))
    let pictures = self.pictures(content, style)
    let model = MailModel(content: content, style: style, links: links, pictures: pictures)
    let html = templates.render("summary", model)
    guard html.utf8.count <= MailBody.largest else {
      throw PackError(
        .definition,
        "the mail's HTML has \(html.utf8.count) bytes; mail programs cut what is over \(MailBody.largest): "
          + "the definition has too many rows on its executive page")
    }
    return MailBody(
      subject: model.subject, language: style.language.code, text: MailText(model).text, html: html,
      pictures: pictures.map { MailBody.Picture(name: $0.name, svg: $0.svg) })
  }

  private func pictures(_ content: PackContent, _ style: PageStyle) -> [MailPictureModel] {
    let charts = content.executive.charts.map { chart in
      MailPictureModel(
        name: chart.id, title: chart.title, summary: chart.summary,
        svg: drawings.document(
          MonthlySVG(
            chart: chart, numbers: style.numbers, language: style.language, width: MailModel.width, height: 200
          ).element()))
    }
    let bridge = content.executive.bridge.map { bridge in
      MailPictureModel(
        name: bridge.id, title: bridge.title, summary: bridge.summary,
        svg: drawings.document(
          BridgeSVG(chart: bridge, numbers: style.numbers, language: style.language, width: MailModel.width)
            .element()))
    }
    return charts + (bridge.map { [$0] } ?? [])
  }
}
