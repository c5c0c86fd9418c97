-- publish_accuracy_{{domain}}: how far the current runs' forecasts were from actuals, as seen from one current run:
-- target months up to its as-of month, valued as it knew them, in every configured window (0 is all months).
-- Error = actual - forecast: positive is under-forecast.

create or replace function {{schema}}.publish_accuracy_{{domain}}(of_run text) returns void
language sql as $$
  delete from {{schema}}.accuracy_{{domain}} where run_id = of_run;

  with run as (
    select
      current_run.as_of_month,
      domains.hit_tolerance_amount,
      domains.hit_tolerance_percent,
      settings.accuracy_windows
    from {{schema}}.current_run current_run
    join {{schema}}.domains domains on domains.domain = current_run.domain
    cross join {{schema}}.settings settings
    where current_run.run_id = of_run
  ), actual as (
    select nodes.node_id, known.month, sum(known.value) as actual
    from {{schema}}.known_actual_{{domain}} known
    join {{schema}}.series_nodes nodes on nodes.series_id = known.series_id
    where known.run_id = of_run and known.is_complete
    group by nodes.node_id, known.month
  ), pair as (
    select
      actual.node_id,
      stored.month,
      stored.horizon,
      past.origin,
      method.method,
      actual.actual,
      actual.actual - method.forecast as error,
      benchmark.scale,
      case when method.has_interval then actual.actual between stored.lower_80 and stored.upper_80 end as in_80,
      case when method.has_interval then actual.actual between stored.lower_95 and stored.upper_95 end as in_95
    from run
    join {{schema}}.current_run past on past.domain = '{{domain}}' and past.as_of_month < run.as_of_month
    join {{schema}}.node_forecast_{{domain}} stored
      on stored.run_id = past.run_id and stored.month <= run.as_of_month
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
    where method.forecast is not null
  )
  insert into {{schema}}.accuracy_{{domain}}
    (run_id, window_months, series_id, horizon, method, origin, pairs, sum_actual, sum_abs_actual, sum_error,
     sum_abs_error, sum_squared_error, sum_scaled_error, scaled_pairs, hits, covered_80, covered_95)
  select
    of_run,
    window_months,
    pair.node_id,
    pair.horizon,
    pair.method,
    pair.origin,
    count(*)::integer as pairs,
    sum(pair.actual) as sum_actual,
    sum(abs(pair.actual)) as sum_abs_actual,
    sum(pair.error) as sum_error,
    sum(abs(pair.error)) as sum_abs_error,
    sum(pair.error * pair.error) as sum_squared_error,
    sum(abs(pair.error) / pair.scale) as sum_scaled_error,
    count(pair.scale)::integer as scaled_pairs,
    (count(*) filter (
      where abs(pair.error) <= coalesce(
        run.hit_tolerance_amount, run.hit_tolerance_percent / 100 * abs(pair.actual))))::integer as hits,
    case when bool_and(pair.in_80 is not null) then (count(*) filter (where pair.in_80))::integer end as covered_80,
    case when bool_and(pair.in_95 is not null) then (count(*) filter (where pair.in_95))::integer end as covered_95
  from pair
  cross join run
  join unnest(run.accuracy_windows) window_months
    on window_months = 0
    or pair.month > (run.as_of_month - make_interval(months => window_months))::date
  group by window_months, pair.node_id, pair.horizon, pair.method, pair.origin;
$$;
