extension Assumption {
  func name(_ language: Language) -> String {
    let message: Message =
      switch subject {
      case .horizons, .ahead: .assumedHorizons
      case .yearStart: .assumedYearStart
      case .windows: .assumedWindows
      case .ranges: .assumedRanges
      case .actuals: .assumedActuals
      case .gate: .assumedFinding
      case .dataset: .assumedDataset
      case .model: .assumedModel
      case .keys: .assumedKeys
      case .levels: .assumedLevels
      case .unit: .assumedUnit
      case .overTime: .assumedOverTime
      case .preference: .assumedPreference
      case .hit: .assumedHit
      case .run: .assumedRun
      case .modelsInUse: .assumedModelsInUse
      case .plan: .assumedPlan
      }
    if case .gate(let code, _) = subject { return language.text(message, ["code": code]) }
    return language.text(message)
  }

  func value(_ language: Language) -> String {
    switch subject {
    case .horizons(let count): language.text(.monthsTo, ["count": "\(count)"])
    case .yearStart(let month): "\(month)"
    case .windows(let windows):
      windows.map { $0 == 0 ? language.text(.allMonths) : language.text(.monthCount, ["count": "\($0)"]) }
        .joined(separator: ", ")
    case .ranges: language.text(.rangesAssumed)
    case .actuals: language.text(.actualsAssumed)
    case .gate(_, let severity): language.text(severity.message)
    case .dataset(let name), .model(let name): name
    case .keys(let names), .levels(let names): names.joined(separator: ", ")
    case .unit(let unit, let decimals): "\(unit), \(decimals)"
    case .overTime(let kind): language.text(kind == .flow ? .flowAssumed : .stockAssumed)
    case .preference(let preference):
      switch preference {
      case .higher: language.text(.isTrue)
      case .lower: language.text(.isFalse)
      case .neutral: language.text(.isNeutral)
      }
    case .hit(let tolerance): language.text(.hitWithin, ["tolerance": tolerance])
    case .run(let id, let origin, let time):
      language.text(.runAssumed, ["run": id, "origin": language.origin(origin), "time": time])
    case .modelsInUse(let models):
      models.isEmpty
        ? language.text(.noneAssumed)
        : models.map { language.text(.modelInUse, ["model": $0.name, "count": "\($0.count)"]) }
          .joined(separator: ", ")
    case .ahead(let count):
      count.map { language.text(.monthsAheadTo, ["count": "\($0)"]) } ?? language.text(.noneYet)
    case .plan(let scopes):
      scopes.isEmpty
        ? language.text(.noneAssumed)
        : language.text(.scopeAssumed, ["scopes": scopes.joined(separator: ", ")])
    }
  }
}
