-- publish_benchmarks_{{domain}}: what naive and seasonal naive would have said in a current run, and the scale of its
-- MASE, for each leaf and node (Hyndman and Koehler 2006: mean absolute seasonal difference in sample).

create or replace function {{schema}}.publish_benchmarks_{{domain}}(of_run text) returns void
language sql as $$
  delete from {{schema}}.benchmark_{{domain}} where run_id = of_run;

  with run as (
    select as_of_month, horizons, {{schema}}.month_index(as_of_month) as as_of
    from {{schema}}.forecast_runs where run_id = of_run
  ), actual as (
    select nodes.node_id, {{schema}}.month_index(known.month) as month, sum(known.value) as value
    from {{schema}}.known_actual_{{domain}} known
    join {{schema}}.series_nodes nodes on nodes.series_id = known.series_id
    where known.run_id = of_run and known.is_complete
    group by 1, 2
  ), scale as (
    select
      actual.node_id,
      case when count(*) >= 13 then nullif(avg(abs(actual.value - year_ago.value)), 0) end as scale
    from actual
    left join actual year_ago on year_ago.node_id = actual.node_id and year_ago.month = actual.month - 12
    group by 1
  )
  insert into {{schema}}.benchmark_{{domain}} (run_id, series_id, horizon, naive, seasonal_naive, scale)
  select of_run, scale.node_id, horizon, newest.value, year_ago.value, scale.scale
  from run
  cross join scale
  cross join lateral generate_series(1, run.horizons) horizon
  left join actual newest on newest.node_id = scale.node_id and newest.month = run.as_of
  left join actual year_ago
    on year_ago.node_id = scale.node_id and year_ago.month = run.as_of + horizon - 12 * ((horizon + 11) / 12);
$$;
