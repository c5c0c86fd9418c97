/// A text that the pack itself writes; `templates/messages/<language>.yml` has its words.
///
/// The raw value is the key in the file. Texts without `{names}` can be shown by templates as `{{say_<key>}}`.
enum Message: String, Hashable, Sendable, CaseIterable {
  // Pages.
  case skip, sections, summary, variance, accuracy, quality, method, definitions, checks, provenance, workbook
  case draft, approved, failed, unsound, data, nothing, trust, archive
  case commentChanged = "comment_changed"
  case commentGone = "comment_gone"
  case everyFinding = "every_finding"
  case sameNumbers = "same_numbers"
  case oneFile = "one_file"
  case notation
  case questions
  case questionsHow = "questions_how"
  case legendActual = "legend_ac"
  case legendPriorYear = "legend_py"
  case legendPlan = "legend_pl"
  case legendForecast = "legend_fc"
  case legendOneAhead = "legend_one_ahead"
  case legendRange = "legend_range"
  case legendScale = "legend_scale"
  case models, changes
  // The page over all months.
  case month, status, measure, outlook, revision
  case noPacks = "no_packs"
  // Mail.
  case attached, linked
  case notAttached = "not_attached"
  case wholePack = "whole_pack"
  // Workbook.
  case sheetIndex = "sheet_index"
  case sheetAccuracy = "sheet_accuracy"
  case sheetAssumptions = "sheet_assumptions"
  case sheetDictionary = "sheet_dictionary"
  case aboutIndex = "about_index"
  case aboutSummary = "about_summary"
  case aboutDomain = "about_domain"
  case aboutVariance = "about_variance"
  case aboutAccuracy = "about_accuracy"
  case aboutAssumptions = "about_assumptions"
  case aboutQuality = "about_quality"
  case aboutChecks = "about_checks"
  case aboutDictionary = "about_dictionary"
  case pastAccuracy = "past_accuracy"
  case notApproved = "not_approved"
  case comments, sheets, terms, calendar, level, state
  case commentBy = "comment_by"
  case calendarAsOf = "calendar_as_of"
  case calendarYearStart = "calendar_year_start"
  case calendarYearEnd = "calendar_year_end"
  case calendarPriorYear = "calendar_prior_year"
  case calendarNextMonth = "calendar_next_month"
  case named
  case checksByDomain = "checks_by_domain"
  case allPassed = "all_passed"
  case someFailed = "some_failed"
  case failedCount = "failed_count"
  case dataSheets = "data_sheets"
  case dataSheetsWhen = "data_sheets_when"
  case rowsOf = "rows_of"
  case sumOf = "sum_of"
  case thisWorkbook = "this_workbook"
  case dictionaryTitle = "dictionary_title"
  case dictionaryWhen = "dictionary_when"
  case excelTable = "excel_table"
  case database, column, kind, meaning
  case assumptionsWhen = "assumptions_when"
  case assumption, value
  case setIn = "set_in"
  case everyDomain = "every_domain"
  // Words of tables, charts and sentences.
  case period, vintage, horizon, pairs, loss, tolerance, origin, missed, within
  case gain, revisions, restatement, volume, mix, rate, new, step, amount, changed, opening, inflow
  case outflow, revaluation, closing, severity, code, findings, example, message, check, expected, found
  case difference, result, contribution
  case outlookPeriod = "outlook_period"
  case noMonth = "no_month"
  case noPairs = "no_pairs"
  case oneAhead = "one_ahead"
  case low80 = "low_80"
  case high80 = "high_80"
  case lastVintage = "last_vintage"
  case monthsTitle = "months_title"
  case monthEndsTitle = "month_ends_title"
  case summaryActual = "summary_actual"
  case summaryForecast = "summary_forecast"
  case lastForecast = "last_forecast"
  case figuresTitle = "figures_title"
  case runRate = "run_rate"
  case yearEnd = "year_end"
  case inTwelve = "in_twelve"
  case yearToDate = "year_to_date"
  case lastTwelve = "last_twelve"
  case nextTwelve = "next_twelve"
  case structureTitle = "structure_title"
  case multiplesTitle = "multiples_title"
  case coneTitle = "cone_title"
  case coneWhen = "cone_when"
  case horizonTitle = "horizon_title"
  case accuracyWhen = "accuracy_when"
  case countOf = "count_of"
  case methodColumn = "method_column"
  case missedOf = "missed_of"
  case inRange = "in_range"
  case accuracyTitle = "accuracy_title"
  case accuracyNote = "accuracy_note"
  case trustMissing = "trust_missing"
  case trustSentence = "trust_sentence"
  case trustHits = "trust_hits"
  case biasNone = "bias_none"
  case biasLow = "bias_low"
  case biasHigh = "bias_high"
  case oneMonthAhead = "one_month_ahead"
  case monthsAhead = "months_ahead"
  case bridgeMissing = "bridge_missing"
  case bridgeNoYear = "bridge_no_year"
  case outlookOf = "outlook_of"
  case outlookBridge = "outlook_bridge"
  case fromLastOutlook = "from_last_outlook"
  case outlookBridgeNote = "outlook_bridge_note"
  case yearBridge = "year_bridge"
  case fromPriorYear = "from_prior_year"
  case yearBridgeNote = "year_bridge_note"
  case profitBridge = "profit_bridge"
  case profitBridgeNote = "profit_bridge_note"
  case priceVolume = "price_volume"
  case priceVolumeNote = "price_volume_note"
  case priceVolumeKeys = "price_volume_keys"
  case priceVolumeMissing = "price_volume_missing"
  case priceVolumeNodes = "price_volume_nodes"
  case priceVolumeLevel = "price_volume_level"
  case priceVolumeSentence = "price_volume_sentence"
  case partOfChange = "part_of_change"
  case shareOfChange = "share_of_change"
  case price
  case newProducts = "new_products"
  case discontinued, unpriced
  case soldInBoth = "sold_in_both"
  case isNew = "is_new"
  case isDiscontinued = "is_discontinued"
  case isUnpriced = "is_unpriced"
  case productsTitle = "products_title"
  case productsNote = "products_note"
  case productKey = "product_key"
  case ofPrice = "of_price"
  case ofUnits = "of_units"
  case otherProducts = "other_products"
  case productMoved = "product_moved"
  case productParts = "product_parts"
  case stockBridge = "stock_bridge"
  case findingCount = "finding_count"
  case findingsTitle = "findings_title"
  case datasetsAsOf = "datasets_as_of"
  case expectedFrom = "expected_from"
  case comparedWith = "compared_with"
  case checksTitle = "checks_title"
  case asOf = "as_of"
  case dataAsOf = "data_as_of"
  case checkSum = "check_sum"
  case vintageOf = "vintage_of"
  case monthSentence = "month_sentence"
  case noActual = "no_actual"
  case onPriorYear = "on_prior_year"
  case onForecast = "on_forecast"
  case onPlan = "on_plan"
  case noPriorYear = "no_prior_year"
  case noForecast = "no_forecast"
  case noPlan = "no_plan"
  case mostOnPriorYear = "most_on_prior_year"
  case mostOnForecast = "most_on_forecast"
  case mostOnPlan = "most_on_plan"
  case asBefore = "as_before"
  case onLastOutlook = "on_last_outlook"
  case rangeOf = "range_of"
  case outlookSentence = "outlook_sentence"
  case profitSentence = "profit_sentence"
  case leastSure = "least_sure"
  case modelsChanged = "models_changed"
  case legendImpact = "legend_impact"
  case changesMagnified = "changes_magnified"
  case reasonNoReference = "reason_no_reference"
  case reasonNegativeBase = "reason_negative_base"
  case reasonZeroBase = "reason_zero_base"
  case reasonSignChange = "reason_sign_change"
  case reasonNoValue = "reason_no_value"
  case reasonNew = "reason_new"
  case reasonNotForecast = "reason_not_forecast"
  case reasonNotPlanned = "reason_not_planned"
  case reasonOutOfScope = "reason_out_of_scope"
  case reasonNoPairs = "reason_no_pairs"
  case reasonShortHistory = "reason_short_history"
  case total, others, domain, model, series
  // Plan.
  case planTitle = "plan_title"
  case planMissing = "plan_missing"
  case planWithoutNode = "plan_without_node"
  case modelsTitle = "models_title"
  case changesTitle = "changes_title"
  case moreChanges = "more_changes"
  // Adjustments.
  case adjustedTitle = "adjusted_title"
  case adjustedWhen = "adjusted_when"
  case adjustedNote = "adjusted_note"
  case adjustmentsTitle = "adjustments_title"
  case adjustmentsWhen = "adjustments_when"
  case adjustment, reason, author
  // Words for codes, rules and steps.
  case pass
  case fail
  case originLive = "origin_live"
  case originBackfilled = "origin_backfilled"
  case originBacktest = "origin_backtest"
  case severityInfo = "severity_info"
  case severityWarning = "severity_warning"
  case severityStop = "severity_stop"
  case engineVersion = "engine_version"
  case runOf = "run_of"
  case datasetOf = "dataset_of"
  case dbtProjectOf = "dbt_project_of"
  case rowsBelow = "rows_below"
  case assumedHorizons = "assumed_horizons"
  case assumedYearStart = "assumed_year_start"
  case assumedWindows = "assumed_windows"
  case assumedRanges = "assumed_ranges"
  case assumedActuals = "assumed_actuals"
  case assumedFinding = "assumed_finding"
  case assumedDataset = "assumed_dataset"
  case assumedModel = "assumed_model"
  case assumedKeys = "assumed_keys"
  case assumedLevels = "assumed_levels"
  case assumedUnit = "assumed_unit"
  case assumedOverTime = "assumed_over_time"
  case assumedPreference = "assumed_preference"
  case assumedHit = "assumed_hit"
  case assumedRun = "assumed_run"
  case assumedModelsInUse = "assumed_models_in_use"
  case assumedPlan = "assumed_plan"
  case monthsTo = "months_to"
  case monthsAheadTo = "months_ahead_to"
  case allMonths = "all_months"
  case monthCount = "month_count"
  case rangesAssumed = "ranges_assumed"
  case actualsAssumed = "actuals_assumed"
  case flowAssumed = "flow_assumed"
  case stockAssumed = "stock_assumed"
  case isTrue = "is_true"
  case isFalse = "is_false"
  case isNeutral = "is_neutral"
  case hitWithin = "hit_within"
  case runAssumed = "run_assumed"
  case modelInUse = "model_in_use"
  case noneAssumed = "none_assumed"
  case noneYet = "none_yet"
  case scopeAssumed = "scope_assumed"
  case valueAddedTitle = "value_added_title"
  case valueAdded = "value_added"
  case valueAddedNote = "value_added_note"
  case changedPairs = "changed_pairs"
  case allSteps = "all_steps"
  case stepSeasonalNaive = "step_seasonal_naive"
  case stepModel = "step_model"
  case stepReconciled = "step_reconciled"
  case stepAdjusted = "step_adjusted"

  /// The names that its text may have in braces.
  var names: [String] {
    switch self {
    case .approved: ["by", "at"]
    case .others: ["count"]
    case .commentBy: ["author", "subject", "text"]
    case .named: ["name"]
    case .rowsOf: ["table"]
    case .sumOf: ["table", "column"]
    case .assumptionsWhen: ["month"]
    case .commentChanged: ["was", "now"]
    case .attached, .notAttached: ["name", "size"]
    case .linked: ["name", "size", "link"]
    case .monthsTitle, .monthEndsTitle:
      ["period", "scenarios"]
    case .summaryActual, .summaryForecast:
      ["period", "low", "low_month", "high", "high_month"]
    case .planTitle: ["domain", "scope"]
    case .adjustedTitle, .adjustmentsTitle: ["domain"]
    case .planMissing, .planWithoutNode, .figuresTitle, .horizonTitle, .accuracyTitle, .bridgeMissing,
      .bridgeNoYear, .outlookBridge,
      .yearBridge, .profitBridge, .stockBridge, .priceVolume, .priceVolumeMissing, .productsTitle:
      ["domain"]
    case .yearEnd, .inTwelve, .yearToDate, .lastTwelve, .nextTwelve, .outlookPeriod, .coneWhen,
      .fromLastOutlook,
      .fromPriorYear:
      ["period"]
    case .coneTitle, .noActual:
      ["domain", "month"]
    case .loss:
      ["ahead", "method", "own", "other"]
    case .accuracyWhen:
      ["count", "month"]
    case .countOf:
      ["count", "total"]
    case .within:
      ["tolerance"]
    case .trustMissing:
      ["ahead"]
    case .trustSentence:
      ["ahead", "pairs", "missed", "of", "wape", "bias", "hits", "origin"]
    case .trustHits:
      ["hits", "tolerance"]
    case .biasNone, .biasLow, .biasHigh:
      ["bias"]
    case .monthsAhead:
      ["count"]
    case .outlookOf, .outlookBridgeNote, .datasetsAsOf, .asOf, .vintageOf:
      ["month"]
    case .checkSum:
      ["domain", "row", "column", "table"]
    case .monthSentence:
      ["domain", "month", "parts"]
    case .onPriorYear, .onForecast, .onLastOutlook:
      ["variance"]
    case .onPlan: ["variance", "scope"]
    case .mostOnPriorYear, .mostOnForecast:
      ["name", "variance"]
    case .mostOnPlan: ["name", "variance", "scope"]
    case .rangeOf:
      ["low", "high"]
    case .outlookSentence:
      ["label", "parts"]
    case .contribution:
      ["what", "total", "parts"]
    case .profitSentence:
      ["domain", "before", "now", "parts"]
    case .priceVolumeKeys: ["keys"]
    case .priceVolumeLevel: ["level"]
    case .priceVolumeSentence: ["domain", "period", "total", "parts"]
    case .partOfChange: ["part", "amount", "share"]
    case .productMoved: ["name", "variance", "how"]
    case .productParts: ["price", "units"]
    case .leastSure:
      ["month", "forecast", "low", "high"]
    case .modelsChanged:
      ["changed", "count"]
    case .runOf, .datasetOf, .dbtProjectOf, .valueAddedTitle: ["domain"]
    case .rowsBelow: ["relation", "count"]
    case .assumedFinding: ["code"]
    case .monthsTo, .monthsAheadTo, .monthCount: ["count"]
    case .hitWithin: ["tolerance"]
    case .runAssumed: ["run", "origin", "time"]
    case .modelInUse: ["model", "count"]
    case .scopeAssumed: ["scopes"]
    default: []
    }
  }
}
