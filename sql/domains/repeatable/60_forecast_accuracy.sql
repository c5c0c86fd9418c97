-- forecast_accuracy_{{domain}} [as-of month x window x level and keys x horizon x method x origin]: how far forecasts
-- were from actuals, over target months up to the as-of month, valued as that vintage knew them. Each forecast is that
-- of the run of its vintage that was current when the target month closed. Error = actual - forecast: positive is
-- under-forecast. Origin backtest is the run's own rolling origins, before any of its forecasts; window 0 is all months.

create view {{schema}}.forecast_accuracy_{{domain}} with (security_barrier) as
select
  runs.as_of_month,
  accuracy.window_months,
  node.level,
  {{node_keys}},
  accuracy.horizon,
  accuracy.method,
  accuracy.origin,
  accuracy.pairs,
  accuracy.sum_actual,
  accuracy.sum_abs_actual,
  accuracy.sum_error,
  accuracy.sum_abs_error,
  sqrt(accuracy.sum_squared_error / accuracy.pairs)::double precision as rmse,
  (accuracy.sum_abs_error / nullif(accuracy.sum_abs_actual, 0))::double precision as wape,
  (accuracy.sum_error / nullif(accuracy.sum_abs_actual, 0))::double precision as bias_pct,
  case
    -- Early origins of a backtest have no scale yet; its mean is over those that have.
    when accuracy.scaled_pairs = accuracy.pairs or accuracy.origin = 'backtest'
      then (accuracy.sum_scaled_error / nullif(accuracy.scaled_pairs, 0))::double precision
  end as mase,
  coalesce(
    domains.hit_tolerance_amount || ' ' || domains.unit, domains.hit_tolerance_percent || ' %') as hit_tolerance,
  accuracy.hits,
  accuracy.covered_80,
  accuracy.covered_95
from {{schema}}.current_run runs
join {{schema}}.domains domains on domains.domain = runs.domain
join (
  select
    run_id,
    window_months,
    series_id,
    horizon,
    method,
    origin,
    pairs,
    sum_actual,
    sum_abs_actual,
    sum_error,
    sum_abs_error,
    sum_squared_error,
    sum_scaled_error,
    scaled_pairs,
    hits,
    covered_80,
    covered_95
  from {{schema}}.accuracy_{{domain}}
  union all
  select
    run_id,
    0,
    series_id,
    horizon,
    method,
    'backtest',
    pairs,
    sum_actual,
    sum_abs_actual,
    sum_error,
    sum_abs_error,
    sum_squared_error,
    sum_scaled_error,
    scaled_pairs,
    null,
    null,
    null
  from {{schema}}.backtest_accuracy
) accuracy on accuracy.run_id = runs.run_id
join {{schema}}.series node on node.series_id = accuracy.series_id
where runs.domain = '{{domain}}';
