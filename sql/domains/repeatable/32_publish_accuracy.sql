-- publish_accuracy_{{domain}}: the sums of forecast_pair_{{domain}}, as seen from one current run, in every configured
-- window (0 is all months): by method, and of the pairs that have a forecast after every step, what each step added.

create or replace function {{schema}}.publish_accuracy_{{domain}}(of_run text) returns void
language sql as $$
  delete from {{schema}}.accuracy_{{domain}} where run_id = of_run;
  delete from {{schema}}.value_added_{{domain}} where run_id = of_run;

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
  -- Materialized: pairs are the greater part of the work, and both sums are over the same ones.
  ), pair as materialized (
    select * from {{schema}}.forecast_pair_{{domain}}(of_run)
  ), by_method as (
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
    group by window_months, pair.node_id, pair.horizon, pair.method, pair.origin
  ), stepped as (
    select
      node_id,
      month,
      horizon,
      origin,
      abs(min(actual)) as abs_actual,
      min(error) filter (where method = 'seasonal_naive') as seasonal_naive,
      min(error) filter (where method = 'base') as base,
      min(error) filter (where method = 'model') as model,
      min(error) filter (where method = 'final') as final
    from pair
    group by node_id, month, horizon, origin
  )
  insert into {{schema}}.value_added_{{domain}}
    (run_id, window_months, series_id, horizon, origin, step, pairs, sum_abs_actual, sum_error, sum_abs_error,
     changed_pairs)
  select
    of_run,
    window_months,
    stepped.node_id,
    stepped.horizon,
    stepped.origin,
    step.step,
    count(*)::integer,
    sum(stepped.abs_actual),
    sum(step.error),
    sum(abs(step.error)),
    case when min(step.position) > 1 then (count(*) filter (where step.error <> step.before))::integer end
  from stepped
  cross join run
  join unnest(run.accuracy_windows) window_months
    on window_months = 0
    or stepped.month > (run.as_of_month - make_interval(months => window_months))::date
  cross join lateral (
    values
      (1, 'seasonal_naive', stepped.seasonal_naive, null::numeric),
      (2, 'model', stepped.base, stepped.seasonal_naive),
      (3, 'reconciled', stepped.model, stepped.base),
      (4, 'adjusted', stepped.final, stepped.model)
  ) step (position, step, error, before)
  where num_nulls(stepped.seasonal_naive, stepped.base, stepped.model, stepped.final) = 0
  group by window_months, stepped.node_id, stepped.horizon, stepped.origin, step.step;
$$;

-- Of versions before 0.2.
drop function if exists {{schema}}.publish_value_added_{{domain}}(text);
