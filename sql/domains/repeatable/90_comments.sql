-- What the tables of the workbook's data sheets and their columns mean, for whoever looks: \d+ in psql, the workbook's
-- dictionary. One meaning a column name, the same in every table that has it.

do $$
declare
  relation record;
  said record;
begin
  for relation in
    select * from (values
      ('ml_pred_{{domain}}', 'Forecasts: one row per run, leaf series and horizon. Rows are never updated.'),
      ('ml_pred_{{domain}}_rollup', 'Forecasts above the leaves: one row per run, node and horizon.'),
      ('actual_{{domain}}', 'Actuals as published: one row per month and leaf series, the newest values.'),
      ('actual_{{domain}}_history', 'What each vintage changed in the actuals: one row per month, leaf series and vintage.'),
      ('actual_vs_forecast_{{domain}}', 'Actual beside forecast: one row per current run, month and leaf series.'),
      ('trend_{{domain}}', 'Actual beside forecast at every level: one row per current run, level, keys and month.'),
      ('kpi_monthly_{{domain}}', 'A value against a reference: one row per as-of month, level, keys, period and comparison.'),
      ('vintage_plan_{{domain}}', 'The plan that each published vintage is compared with: one row per as-of month, month and leaf series.'),
      ('outlook_bridge_{{domain}}', 'From the last outlook of the year to this one: one row per as-of month, level and keys.'),
      ('stock_bridge_{{domain}}', 'From opening to closing: one row per as-of month, level, keys and month.'),
      ('price_volume_{{domain}}', 'Why the value changed against the prior year, over products: one row per as-of month, level, keys and period.'),
      ('product_variance_{{domain}}', 'A product against the prior year: one row per as-of month, period, keys and product.'),
      ('forecast_accuracy_{{domain}}', 'How far past forecasts missed: one row per as-of month, window, level, keys, horizon, method and origin.'),
      ('checks_{{domain}}', 'Two ways to the same number: one row per as-of month and check.')
    ) as relations (name, meaning)
  loop
    continue when to_regclass(format('{{schema}}.%I', relation.name)) is null;
    execute format(
      'comment on %s {{schema}}.%I is %L',
      (
        select case relkind when 'v' then 'view' else 'table' end
        from pg_class where oid = to_regclass(format('{{schema}}.%I', relation.name))
      ),
      relation.name, relation.meaning);
  end loop;
  for said in
    select class.relname as relation, attribute.attname as name, meanings.meaning
    from pg_class class
    join pg_attribute attribute on attribute.attrelid = class.oid and attribute.attnum > 0 and not attribute.attisdropped
    join (
      select unnest(keys), 'Key of the series; (all) in rows above its level.'
      from {{schema}}.domains
      where domain = '{{domain}}'
      union all
      values
      ('domain', 'Sales, profit, inventory, or a domain of your own.'),
      ('month', 'The month that the figure is of, as its first day.'),
      ('as_of_month', 'The last month of actuals that the run could see, as its first day.'),
      ('horizon', 'Months ahead: month less as-of month.'),
      ('series_id', 'Digest of the keys (53 bits): the same on every cluster.'),
      ('level', 'Which keys the row has; those that its level lacks are (all).'),
      ('predicted_value', 'The forecast, rounded once at the leaf; sums of it tie out.'),
      ('base_value', 'What the node''s own model forecasts; empty where it has none.'),
      ('difference', 'The first figure less the second: zero where both must agree.'),
      ('lower_80', 'Lower end of the 80 % range: one of ten outcomes should lie below.'),
      ('upper_80', 'Upper end of the 80 % range: one of ten outcomes should lie above.'),
      ('lower_95', 'Lower end of the 95 % range.'),
      ('upper_95', 'Upper end of the 95 % range.'),
      ('model_name', 'The model that made the forecast.'),
      ('model_version', 'Version of the engine or of the registered model.'),
      ('run_id', 'Digest of everything that the numbers depend on: the same inputs are the same run.'),
      ('prediction_time', 'When the row was made, in UTC.'),
      ('value', 'The actual, in the domain''s unit; a stock at the end of the month.'),
      ('units', 'Pieces; empty where the facts have none.'),
      ('inflow', 'What came into the stock during the month, at cost.'),
      ('outflow', 'What left the stock during the month, at cost.'),
      ('revaluation', 'What the stock gained or lost by a change of its cost.'),
      ('is_complete', 'Whether every source has delivered the whole month.'),
      ('is_latest', 'Whether the run has the greatest as-of month of its domain.'),
      ('origin', 'live: made before the first month ahead had ended; backfilled: computed later from what was known then.'),
      ('match', 'Whether the month has an actual, a forecast, or both.'),
      ('actual', 'The actual, empty unless the month is complete.'),
      ('actual_as_published', 'The actual as it was first published.'),
      ('model_forecast', 'What the model says, before adjustments.'),
      ('adjustment', 'What people added to the model''s forecast.'),
      ('forecast', 'Model forecast and adjustment together.'),
      ('forecast_previous', 'The forecast of the same month by the vintage before.'),
      ('naive', 'The last known value, as a forecast.'),
      ('seasonal_naive', 'The value twelve months before, as a forecast.'),
      ('prior_year', 'The actual twelve months before.'),
      ('plan', 'The plan, within its scope.'),
      ('plan_version', 'Which plan it is.'),
      ('is_allocated', 'Whether the plan was spread over months and series by rule.'),
      ('error', 'Actual less forecast: positive is an under-forecast.'),
      ('period', 'What the value is of: month, ytd, r12, next_month, fy, next12.'),
      ('period_start', 'First month of the period.'),
      ('period_end', 'Last month of the period.'),
      ('comparison', 'What is compared: ac_fc, ac_py, ac_pl, fc_prev, outlook_prev, outlook_py, outlook_pl.'),
      ('reference', 'What the value is compared with.'),
      ('variance', 'Value less reference.'),
      ('variance_pct', 'Variance by reference, as a fraction, where pct_status is ok.'),
      ('pct_status', 'ok, or why there is no percentage.'),
      ('impact', 'What the variance means for the business: 1 good, -1 bad, 0 neither.'),
      ('months_actual', 'Months of actuals in the value.'),
      ('months_forecast', 'Months of forecast in the value.'),
      ('scope', 'What part of the domain the plan covers.'),
      ('unit', 'The unit of the amounts.'),
      ('window_months', 'Months of targets up to the as-of month; 0 is all.'),
      ('method', 'Whose forecasts: final, model, or a naive method beside it.'),
      ('pairs', 'How many pairs of actual and forecast the figures rest on.'),
      ('sum_actual', 'Sum of the actuals of these pairs.'),
      ('sum_abs_actual', 'Sum of their absolute values.'),
      ('sum_error', 'Sum of actual less forecast: positive is an under-forecast.'),
      ('sum_abs_error', 'Sum of absolute errors.'),
      ('rmse', 'Root of the mean squared error.'),
      ('bias_pct', 'Sum of errors by sum of absolute actuals, as a fraction.'),
      ('hit_tolerance', 'How near a forecast must be to be a hit.'),
      ('hits', 'Pairs within that tolerance.'),
      ('covered_80', 'Pairs whose actual lies in the 80 % range.'),
      ('covered_95', 'Pairs whose actual lies in the 95 % range.'),
      ('plan_scope', 'What part of the domain the plan covers; empty outside it.'),
      ('variance_unit', 'The unit of the variance.'),
      ('previous_run_id', 'The current run of the month before.'),
      ('last_outlook', 'The outlook of the vintage before.'),
      ('delta_fc', 'What the as-of month brought beside its forecast.'),
      ('revision', 'The rest of the year, forecast anew.'),
      ('restatement', 'Earlier months, known better.'),
      ('outlook', 'Actuals of the year so far and the forecast of its rest.'),
      ('product_code', 'The product, whatever its version: what stays the same from year to year.'),
      ('product_name', 'Its newest name.'),
      ('sold', 'both, new (not sold a year before), discontinued (not sold now), or unpriced (units give no price).'),
      ('price_effect', 'What this year''s units cost more than at last year''s price; empty unless sold in both years.'),
      ('units_effect', 'What more or fewer units make at last year''s price; empty unless sold in both years.'),
      ('reference_units', 'Pieces a year before.'),
      ('volume', 'What more or fewer units make at last year''s average price.'),
      ('mix', 'What the move to dearer or cheaper products makes.'),
      ('price', 'What another price makes.'),
      ('new_products', 'Products that were not sold a year before.'),
      ('discontinued', 'Products that are not sold any more.'),
      ('unpriced', 'Products whose units give no price.'),
      ('position', 'Its place in the list of checks.'),
      ('code', 'Which check it is, in no language.'),
      ('name', 'What is checked.'),
      ('expected', 'The one number.'),
      ('expected_source', 'Where it comes from.'),
      ('actual_source', 'Where the other number comes from.'),
      ('latest_only', 'Asked of the latest vintage alone: the row goes when the next one comes.'),
      ('wape', 'Sum of absolute errors by sum of absolute actuals.'),
      ('mase', 'Mean absolute error by that of the seasonal naive in sample.')
    ) as meanings (name, meaning) on meanings.name = attribute.attname
    where class.relnamespace = '{{schema}}'::regnamespace and class.relkind in ('r', 'p', 'v')
      and (class.relname ~ '_{{domain}}(_[0-9]+m|_rollup|_history)?$')
      and class.relname ~ '^(ml_pred|actual|actual_vs_forecast|trend|kpi_monthly|vintage_plan|outlook_bridge|stock_bridge|price_volume|product_variance|forecast_accuracy|checks)_'
  loop
    execute format('comment on column {{schema}}.%I.%I is %L', said.relation, said.name, said.meaning);
  end loop;
end
$$;
