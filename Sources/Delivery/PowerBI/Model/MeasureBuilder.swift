import Domains

/// Makes the measures of the templates for each domain and each ratio.
struct MeasureBuilder {
  let star: Star
  let settings: PowerBISettings
  let templates: MeasureTemplates

  /// Throws for two measures of one name, whatever their case, and for a ratio of what is not there.
  func measures() throws(PowerBIError) -> [Measure] {
    var measures: [Measure] = []
    for subject in star.subjects {
      for template in templates.measures where Self.applies(template.subject, to: subject.domain.kind) {
        let values = try filled(values(of: subject))
        measures.append(
          try measure(template, label: subject.label, decimals: subject.domain.decimals, values))
      }
    }
    for ratio in settings.ratios {
      let label = ObjectNames.clean(ratio.label)
      let values = try values(of: ratio, label: label)
      for template in templates.measures where template.subject == .ratio {
        measures.append(try measure(template, label: label, decimals: 2, values))
      }
    }
    var taken: Set<String> = []
    for measure in measures where !taken.insert(measure.name.lowercased()).inserted {
      throw PowerBIError(
        file: templates.file,
        "two measures would be called '\(measure.name)'; change the label of a domain or ratio")
    }
    return measures
  }

  private static func applies(_ subject: MeasureTemplates.Subject, to kind: Domain.Kind) -> Bool {
    switch subject {
    case .domain: true
    case .flow: kind == .flow
    case .stock: kind == .stock
    case .ratio: false
    }
  }

  private func values(of subject: StarSubject) -> [String: String] {
    let leaf = subject.leafColumns.map { Expression.column($0.column, of: $0.table) }
    let preference = [Domain.Preference.higher: 1, .lower: -1, .neutral: 0][subject.domain.preference] ?? 0
    var values = [
      "label": subject.label, "domain": Expression.text(subject.domain.name),
      "actual": Expression.table(subject.actual), "forecast": Expression.table(subject.forecast),
      "one_month": Expression.table(subject.oneMonth), "unfiltered": Self.unfiltered(subject.dimensionTables),
      "leaf": leaf.joined(separator: ", "), "preference": String(preference),
      "fiscal_start": String(settings.fiscalYearStart),
      "used_of_both": subject.domain.kind == .flow
        ? "INTERSECT ( These, Those )"
        : "TOPN ( 1, INTERSECT ( These, Those ), \(Expression.column("month", of: subject.forecast)), DESC )",
    ]
    switch subject.settings.hitTolerance {
    case .fraction(let fraction):
      values["tolerance"] = "\(Self.number(fraction * 100)) %"
      values["tolerance_dax"] = "\(Self.number(fraction)) * ABS ( [@Actual] )"
    case .amount(let amount):
      values["tolerance"] = "\(Self.number(amount)) \(ObjectNames.clean(subject.domain.unit))"
      values["tolerance_dax"] = Self.number(amount)
    }
    return values
  }

  private func values(
    of ratio: PowerBISettings.Ratio, label: String
  ) throws(PowerBIError) -> [String: String] {
    func subject(_ name: String) throws(PowerBIError) -> StarSubject {
      guard let subject = star.subjects.first(where: { $0.domain.name == name }), subject.domain.kind == .flow
      else {
        throw PowerBIError(file: templates.file, "the ratio '\(label)' needs a flow domain '\(name)'")
      }
      return subject
    }
    let numerator = try subject(ratio.numerator)
    let denominator = try subject(ratio.denominator)
    var tables: [String] = []
    for table in numerator.dimensionTables + denominator.dimensionTables where !tables.contains(table) {
      tables.append(table)
    }
    return [
      "label": label, "numerator": numerator.label, "denominator": denominator.label,
      "numerator_actual": Expression.table(numerator.actual),
      "denominator_actual": Expression.table(denominator.actual), "unfiltered": Self.unfiltered(tables),
    ]
  }

  /// The values with the fragments that they fill.
  private func filled(_ values: [String: String]) throws(PowerBIError) -> [String: String] {
    var escaped = Self.escaped(values)
    for fragment in templates.fragments {
      escaped[fragment.name] = try Placeholders.fill(fragment.text, escaped, file: templates.file)
    }
    escaped["label"] = values["label"]
    return escaped
  }

  private func measure(
    _ template: MeasureTemplates.Template, label: String, decimals: Int, _ values: [String: String]
  ) throws(PowerBIError) -> Measure {
    let file = "\(templates.file): \(template.name)"
    return Measure(
      name: try Placeholders.fill(template.name, values, file: file),
      expression: try Placeholders.fill(template.expression, Self.escaped(values), file: file).trimmedLines,
      description: try Placeholders.fill(template.description, values, file: file),
      folder: "\(label.replacing("\\", with: "/"))\\\(template.folder)",
      format: MeasureFormat.format(template.format, decimals: decimals), isHidden: template.isHidden)
  }

  /// The values as they stand in DAX: labels are parts of names in brackets.
  private static func escaped(_ values: [String: String]) -> [String: String] {
    var values = values
    for name in ["label", "numerator", "denominator"] { values[name] = values[name]?.doubling("]") }
    return values
  }

  private static func unfiltered(_ tables: [String]) -> String {
    tables.map { "REMOVEFILTERS ( \(Expression.table($0)) )" }.joined(separator: ", ")
  }

  /// Without an exponent, a decimal point, no needless digits.
  private static func number(_ value: Double) -> String {
    let text = "\((value * 1_000_000).rounded() / 1_000_000)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
