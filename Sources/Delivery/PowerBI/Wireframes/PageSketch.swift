import Foundation

/// A page as its files say it.
struct PageSketch {
  let title: String
  private let width: Int
  private let height: Int
  private let visuals: [VisualSketch]

  init(folder: URL) throws(PowerBIError) {
    let page = try ReportJSON(file: folder.appending(path: "page.json"))
    title = page["displayName"].text ?? ""
    width = page["width"].integer
    height = page["height"].integer
    let container = folder.appending(path: "visuals")
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: container.path)) ?? []).sorted()
    var visuals: [VisualSketch] = []
    for name in names {
      visuals.append(VisualSketch(try ReportJSON(file: container.appending(path: "\(name)/visual.json"))))
    }
    self.visuals = visuals.sorted { $0.tabOrder < $1.tabOrder }
  }

  var svg: String {
    var svg = Drawing()
    svg.add(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(width) \(height)\" role=\"img\" "
        + "font-family=\"Segoe UI, Arial, sans-serif\">")
    svg.add("<title>\(Drawing.escape(title))</title>")
    svg.add("<rect width=\"\(width)\" height=\"\(height)\" fill=\"#F5F5F5\"/>")
    for visual in visuals { visual.draw(&svg) }
    svg.add("</svg>")
    return svg.text
  }
}
