import CXLSXWriter

/// A native column chart over a trend table: prior year light, actual solid, forecast hatched.
struct TrendChartWriter {
  let sheet: WorkbookSheet
  let chart: MonthlyChart
  let place: TableWriter.Place
  let formats: NumberFormats

  func write(row: Int, rows: Int) throws(PackError) {
    guard !chart.points.isEmpty, let months = place.columns["month"] else { return }
    let native = try sheet.file.addColumnChart()
    for (key, name) in [("py", "PY"), ("ac", "AC"), ("fc", "FC")] {
      guard let column = place.columns[key],
        let series = chart_add_series(native, range(months), range(column))
      else { continue }
      chart_series_set_name(series, name)
      fill(series, key)
    }
    chart_set_series_overlap(native, 70)
    chart_set_series_gap(native, 50)
    let title = "\(chart.title.who), \(chart.title.what), \(chart.title.when)"
    chart_title_set_name(native, Self.fitting(WorkbookFile.plain(title)))
    var font = lxw_chart_font()
    font.size = 10
    chart_title_set_name_font(native, &font)
    chart_axis_set_num_format(native.pointee.y_axis, formats.money)
    chart_legend_set_position(native, UInt8(LXW_CHART_LEGEND_TOP.rawValue))
    chart_axis_major_gridlines_set_visible(native.pointee.y_axis, 0)
    chart_axis_set_num_format(native.pointee.x_axis, "mmm yy")
    var options = lxw_chart_options()
    options.x_scale = 2.2
    options.y_scale = Double(rows) * 20 / 288
    try sheet.check(worksheet_insert_chart_opt(sheet.sheet, UInt32(row), 0, native, &options), row, 0)
  }

  /// Excel shows 255 characters of a title; what is cut ends in an ellipsis.
  private static func fitting(_ title: String) -> String {
    guard title.utf16.count > 255 else { return title }
    var scalars = title.unicodeScalars
    while String(scalars).utf16.count > 254 { scalars.removeLast() }
    return String(scalars) + "…"
  }

  private func range(_ column: Int) -> String {
    let letters = WorkbookSheet.letters(column)
    return "=\(sheet.reference)!$\(letters)$\(place.firstRow + 1):$\(letters)$\(place.lastRow + 1)"
  }

  private func fill(_ series: UnsafeMutablePointer<lxw_chart_series>, _ key: String) {
    var line = lxw_chart_line()
    line.color = 0x3A3A3A
    line.width = 0.75
    if key == "fc" {
      var pattern = lxw_chart_pattern()
      pattern.fg_color = 0x3A3A3A
      pattern.bg_color = 0xFFFFFF
      pattern.type = UInt8(LXW_CHART_PATTERN_WIDE_UPWARD_DIAGONAL.rawValue)
      chart_series_set_pattern(series, &pattern)
      chart_series_set_line(series, &line)
    } else {
      var fill = lxw_chart_fill()
      fill.color = key == "py" ? 0xBDBDBD : 0x3A3A3A
      chart_series_set_fill(series, &fill)
    }
  }
}
