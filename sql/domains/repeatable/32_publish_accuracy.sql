-- publish_accuracy_{{domain}}: the sums of forecast_pair_{{domain}}, as seen from one current run, in every configured
-- window (0 is all months); and what each step added to them.

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
  from {{schema}}.forecast_pair_{{domain}}(of_run) pair
  cross join run
  join unnest(run.accuracy_windows) window_months
    on window_months = 0
    or pair.month > (run.as_of_month - make_interval(months => window_months))::date
  group by window_months, pair.node_id, pair.horizon, pair.method, pair.origin;

  select {{schema}}.publish_value_added_{{domain}}(of_run);
$$;
