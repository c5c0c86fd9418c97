import CXLSXWriter
import Foundation

/// A native chart over the columns of a table that stands on some sheet.
struct ChartWriter {
  let sheet: WorkbookSheet
  let layout: ChartLayout
  let place: TablePlace
  let title: Title
  let formats: NumberFormats

  /// At a row and a distance in pixels from the left.
  func write(row: Int, left: Int) throws(PackError) {
    guard headings < place.table.rows.count, let category = place.columns[layout.category] else { return }
    let native = try sheet.file.addChart(kind)
    for part in layout.series {
      guard let column = place.columns[part.column],
        let series = chart_add_series(native, range(category), range(column))
      else { continue }
      chart_series_set_name(series, WorkbookFile.plain(part.name))
      draw(series, part.style)
    }
    if layout.kind != .lines {
      chart_set_series_overlap(native, layout.kind == .bars ? 0 : 70)
      chart_set_series_gap(native, 50)
    }
    frame(native)
    var options = lxw_chart_options()
    options.x_offset = Int32(left)
    options.x_scale = Double(layout.width) / 480
    options.y_scale = Double(layout.rows) * 20 / 288
    options.object_position = UInt8(LXW_OBJECT_MOVE_DONT_SIZE.rawValue)
    let text = strdup(WorkbookFile.plain(Self.fitting("\(title.what), \(title.when)")))
    defer { free(text) }
    options.description = text
    try sheet.check(worksheet_insert_chart_opt(sheet.sheet, UInt32(row), 0, native, &options), row, 0)
  }

  private var kind: lxw_chart_type {
    switch layout.kind {
    case .columns: LXW_CHART_COLUMN
    case .lines: LXW_CHART_LINE
    case .bars: LXW_CHART_BAR
    }
  }

  private func frame(_ native: UnsafeMutablePointer<lxw_chart>) {
    var font = lxw_chart_font()
    font.size = 10
    chart_title_set_name(native, WorkbookFile.plain(Self.fitting("\(title.what), \(title.when)")))
    chart_title_set_name_font(native, &font)
    font.size = 9
    font.bold = UInt8(LXW_EXPLICIT_FALSE.rawValue)
    chart_axis_set_num_font(native.pointee.y_axis, &font)
    chart_axis_set_num_font(native.pointee.x_axis, &font)
    chart_legend_set_font(native, &font)
    chart_legend_set_position(native, UInt8(LXW_CHART_LEGEND_TOP.rawValue))
    chart_axis_major_gridlines_set_visible(native.pointee.y_axis, 0)
    let isMonth = if case .month = place.table.rows[headings].cells.first { true } else { false }
    if isMonth { chart_axis_set_num_format(native.pointee.x_axis, "mmm yy") }
    if let column = layout.series.first.flatMap({ place.table.column($0.column) }),
      let format = place.table.rows.lazy.compactMap({ formats.format($0.cells[column]) }).first
    {
      chart_axis_set_num_format(native.pointee.y_axis, format)
    }
    if layout.kind == .bars { chart_axis_set_reverse(native.pointee.x_axis) }
    // Excel would cut an axis short whose values are close together.
    if !hasNegative { chart_axis_set_min(native.pointee.y_axis, 0) }
    var line = lxw_chart_line()
    line.color = 0xD5D5D3
    line.width = 0.75
    chart_chartarea_set_line(native, &line)
  }

  private var hasNegative: Bool {
    let columns = layout.series.compactMap { place.table.column($0.column) }
    return place.table.rows.contains { row in
      columns.contains { (TableFormulas.number(row.cells[$0]) ?? 0) < 0 }
    }
  }

  /// Excel shows 255 characters of a title; what is cut ends in an ellipsis.
  static func fitting(_ title: String) -> String {
    // A leading = would make it a reference.
    let title = title.hasPrefix("=") ? " " + title : title
    guard title.utf16.count > 255 else { return title }
    var scalars = title.unicodeScalars
    while String(scalars).utf16.count > 254 { scalars.removeLast() }
    return String(scalars) + "…"
  }

  /// Rows above the first with numbers, which name what the others are about.
  private var headings: Int { place.table.rows.prefix(while: \.isHeading).count }

  private func range(_ column: Int) -> String {
    let letters = WorkbookSheet.letters(column)
    return
      "=\(place.sheet.reference)!$\(letters)$\(place.firstRow + headings + 1):$\(letters)$\(place.lastRow + 1)"
  }

  private func draw(_ series: UnsafeMutablePointer<lxw_chart_series>, _ style: ChartLayout.Style) {
    if layout.kind == .lines { return stroke(series, style) }
    var line = lxw_chart_line()
    line.color = 0x3A3A3A
    line.width = 0.75
    var fill = lxw_chart_fill()
    switch style {
    case .forecast:
      var pattern = lxw_chart_pattern()
      pattern.fg_color = 0x3A3A3A
      pattern.bg_color = 0xFFFFFF
      pattern.type = UInt8(LXW_CHART_PATTERN_WIDE_UPWARD_DIAGONAL.rawValue)
      chart_series_set_pattern(series, &pattern)
      return chart_series_set_line(series, &line)
    case .plan:
      fill.color = 0xFFFFFF
      chart_series_set_line(series, &line)
    case .actual: fill.color = 0x3A3A3A
    case .prior, .range: fill.color = 0xBDBDBD
    case .other: fill.color = 0x7A7A7A
    }
    chart_series_set_fill(series, &fill)
  }

  private func stroke(_ series: UnsafeMutablePointer<lxw_chart_series>, _ style: ChartLayout.Style) {
    var line = lxw_chart_line()
    switch style {
    case .actual: (line.color, line.width) = (0x1F1F1F, 2.25)
    case .forecast:
      (line.color, line.width) = (0x1F1F1F, 2.25)
      line.dash_type = UInt8(LXW_CHART_LINE_DASH_DASH.rawValue)
    case .prior: (line.color, line.width) = (0xBDBDBD, 2.25)
    case .plan: (line.color, line.width) = (0x7A7A7A, 1.5)
    case .range: (line.color, line.width) = (0x9A9A9A, 1)
    case .other: (line.color, line.width) = (0x5A5A5A, 1.5)
    }
    chart_series_set_line(series, &line)
  }
}
