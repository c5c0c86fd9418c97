-- forecast_accuracy_{{domain}} [as-of month x window x level and keys x horizon x method x origin]: how far forecasts
-- were from actuals, over target months up to the as-of month, valued as that vintage knew them. Each forecast is the
-- current run's of its own as-of month. Error = actual - forecast: positive is under-forecast.
-- Origin backtest is the run's own rolling origins, before any of its forecasts; window 0 is all months.

drop view if exists {{schema}}.forecast_accuracy_{{domain}} cascade;

create view {{schema}}.forecast_accuracy_{{domain}} with (security_barrier) as
select
  runs.as_of_month,
  accuracy.window_months,
  accuracy.level,
  {{node_keys}},
  accuracy.horizon,
  accuracy.method,
  accuracy.origin,
  accuracy.pairs,
  accuracy.sum_actual,
  accuracy.sum_abs_actual,
  accuracy.sum_error,
  accuracy.sum_abs_error,
  sqrt(accuracy.sum_squared_error / accuracy.pairs) as rmse,
  (accuracy.sum_abs_error / nullif(accuracy.sum_abs_actual, 0))::double precision as wape,
  (accuracy.sum_error / nullif(accuracy.sum_abs_actual, 0))::double precision as bias_pct,
  case when accuracy.scaled_pairs = accuracy.pairs then (accuracy.sum_scaled_error / accuracy.pairs)::double precision end as mase,
  coalesce(
    domains.hit_tolerance_amount || ' ' || domains.unit, domains.hit_tolerance_percent || ' %') as hit_tolerance,
  accuracy.hits,
  accuracy.covered_80,
  accuracy.covered_95
from {{schema}}.current_run runs
join {{schema}}.domains domains on domains.domain = runs.domain
cross join {{schema}}.settings settings
cross join lateral (
  with actual as (
    select nodes.node_id, nodes.level, known.month, sum(known.value) as actual
    from {{schema}}.known_actual_{{domain}} known
    join {{schema}}.series_nodes nodes on nodes.series_id = known.series_id
    where known.run_id = runs.run_id and known.is_complete
    group by nodes.node_id, nodes.level, known.month
  ), pair as (
    select
      actual.node_id,
      actual.level,
      stored.month,
      stored.horizon,
      past.origin,
      method.method,
      actual.actual,
      actual.actual - method.forecast as error,
      benchmark.scale,
      case when method.has_interval then actual.actual between stored.lower_80 and stored.upper_80 end as in_80,
      case when method.has_interval then actual.actual between stored.lower_95 and stored.upper_95 end as in_95
    from {{schema}}.current_run past
    join {{schema}}.node_forecast_{{domain}} stored
      on stored.run_id = past.run_id and stored.month <= runs.as_of_month
    join actual on actual.node_id = stored.series_id and actual.month = stored.month
    left join {{schema}}.benchmark_{{domain}} benchmark
      on benchmark.run_id = stored.run_id and benchmark.series_id = stored.series_id
      and benchmark.horizon = stored.horizon
    cross join lateral (
      values
        ('final', stored.forecast, true),
        ('model', stored.model_forecast, true),
        ('seasonal_naive', benchmark.seasonal_naive, false),
        ('naive', benchmark.naive, false)
    ) method (method, forecast, has_interval)
    where past.domain = '{{domain}}' and past.as_of_month < runs.as_of_month and method.forecast is not null
  )
  select
    window_months,
    pair.node_id,
    pair.level,
    pair.horizon,
    pair.method,
    pair.origin,
    count(*)::integer as pairs,
    sum(pair.actual) as sum_actual,
    sum(abs(pair.actual)) as sum_abs_actual,
    sum(pair.error) as sum_error,
    sum(abs(pair.error)) as sum_abs_error,
    sum(pair.error * pair.error)::double precision as sum_squared_error,
    sum(abs(pair.error) / pair.scale) as sum_scaled_error,
    count(pair.scale)::integer as scaled_pairs,
    (count(*) filter (
      where abs(pair.error) <= coalesce(
        domains.hit_tolerance_amount, domains.hit_tolerance_percent / 100 * abs(pair.actual))))::integer as hits,
    case when bool_and(pair.in_80 is not null) then (count(*) filter (where pair.in_80))::integer end as covered_80,
    case when bool_and(pair.in_95 is not null) then (count(*) filter (where pair.in_95))::integer end as covered_95
  from pair
  join unnest(settings.accuracy_windows) window_months
    on window_months = 0
    or pair.month > (runs.as_of_month - make_interval(months => window_months))::date
  group by window_months, pair.node_id, pair.level, pair.horizon, pair.method, pair.origin
  union all
  select
    0,
    backtest.series_id,
    series.level,
    backtest.horizon,
    backtest.method,
    'backtest',
    backtest.pairs,
    backtest.sum_actual,
    backtest.sum_abs_actual,
    backtest.sum_error,
    backtest.sum_abs_error,
    backtest.sum_squared_error,
    backtest.sum_scaled_error::numeric,
    backtest.scaled_pairs,
    backtest.hits,
    null,
    null
  from {{schema}}.backtest_accuracy backtest
  join {{schema}}.series series on series.series_id = backtest.series_id
  where backtest.run_id = runs.run_id
) accuracy
join {{schema}}.series node on node.series_id = accuracy.node_id
where runs.domain = '{{domain}}';
