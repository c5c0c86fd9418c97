-- forecast_pair_{{domain}} [leaf or node x target month x horizon x method]: forecasts beside the actuals of a current
-- run, target months up to its as-of month, valued as it knew them. Of each vintage before, the forecast is that of the
-- run that was current when the target month closed (its last second, UTC); where none was yet, of the one that is
-- current now. Error = actual - forecast: positive is under-forecast. Not for readers.

drop function if exists {{schema}}.forecast_pair_{{domain}}(text);

create function {{schema}}.forecast_pair_{{domain}}(of_run text)
returns table (
  node_id bigint,
  month date,
  horizon smallint,
  origin text,
  method text,
  actual numeric,
  error numeric,
  scale numeric,
  in_80 boolean,
  in_95 boolean
)
language sql stable as $$
  with run as (
    select as_of_month from {{schema}}.current_run where run_id = of_run
  ), actual as (
    select nodes.node_id, known.month, sum(known.value) as actual
    from {{schema}}.known_actual_{{domain}} known
    join {{schema}}.series_nodes nodes on nodes.series_id = known.series_id
    where known.run_id = of_run and known.is_complete
    group by nodes.node_id, known.month
  -- Materialized: else the run of each target month is looked up again for every actual of that month.
  ), vintage as materialized (
    select coalesce(at_close.run_id, past.run_id) as run_id, target.month, target.horizon
    from run
    join {{schema}}.current_run past on past.domain = '{{domain}}' and past.as_of_month < run.as_of_month
    cross join lateral (
      select horizon, (past.as_of_month + make_interval(months => horizon))::date as month
      from generate_series(
        1,
        least(
          past.horizons, {{schema}}.month_index(run.as_of_month) - {{schema}}.month_index(past.as_of_month))) horizon
    ) target
    left join lateral (
      select publications.run_id
      from {{schema}}.forecast_publications publications
      cross join lateral (values ((target.month + interval '1 month') at time zone 'UTC')) next_month (starts_at)
      where publications.domain = past.domain
        and publications.as_of_month = past.as_of_month
        and publications.published_at < next_month.starts_at
        and (publications.superseded_at is null or publications.superseded_at >= next_month.starts_at)
      order by publications.position desc
      limit 1
    ) at_close on true
  )
  select
    actual.node_id,
    stored.month,
    stored.horizon,
    runs.origin,
    method.method,
    actual.actual,
    actual.actual - method.forecast,
    benchmark.scale,
    -- The stored range is that of the adjusted forecast; the model's own lies the adjustment away from it.
    case when method.shift is not null then actual.actual + method.shift between stored.lower_80 and stored.upper_80 end,
    case when method.shift is not null then actual.actual + method.shift between stored.lower_95 and stored.upper_95 end
  from vintage
  join {{schema}}.forecast_runs runs on runs.run_id = vintage.run_id
  join {{schema}}.node_forecast_{{domain}} stored
    on stored.run_id = vintage.run_id and stored.horizon = vintage.horizon
  join actual on actual.node_id = stored.series_id and actual.month = stored.month
  left join {{schema}}.benchmark_{{domain}} benchmark
    on benchmark.run_id = stored.run_id and benchmark.series_id = stored.series_id
    and benchmark.horizon = stored.horizon
  left join {{schema}}.baseline_{{domain}} baseline
    on baseline.run_id = stored.run_id and baseline.series_id = stored.series_id
    and baseline.horizon = stored.horizon
  cross join lateral (
    values
      ('final', stored.forecast, 0),
      ('model', stored.model_forecast, coalesce(stored.adjustment, 0)),
      ('base', stored.base, null),
      ('linear_regression', baseline.linear_regression, null),
      ('seasonal_naive', benchmark.seasonal_naive, null),
      ('naive', benchmark.naive, null)
  ) method (method, forecast, shift)
  where method.forecast is not null
$$;
