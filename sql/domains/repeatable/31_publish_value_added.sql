-- publish_value_added_{{domain}}: sums |actual - forecast| of the pairs that have a forecast after every step, as seen
-- from one current run, in every configured window (0 is all months).

create or replace function {{schema}}.publish_value_added_{{domain}}(of_run text) returns void
language sql as $$
  delete from {{schema}}.value_added_{{domain}} where run_id = of_run;

  with run as (
    select current_run.as_of_month, settings.accuracy_windows
    from {{schema}}.current_run current_run
    cross join {{schema}}.settings settings
    where current_run.run_id = of_run
  ), pair as (
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
    from {{schema}}.forecast_pair_{{domain}}(of_run)
    group by node_id, month, horizon, origin
  )
  insert into {{schema}}.value_added_{{domain}}
    (run_id, window_months, series_id, horizon, origin, step, pairs, sum_abs_actual, sum_error, sum_abs_error,
     changed_pairs)
  select
    of_run,
    window_months,
    pair.node_id,
    pair.horizon,
    pair.origin,
    step.step,
    count(*)::integer,
    sum(pair.abs_actual),
    sum(step.error),
    sum(abs(step.error)),
    case when min(step.position) > 1 then (count(*) filter (where step.error <> step.before))::integer end
  from pair
  cross join run
  join unnest(run.accuracy_windows) window_months
    on window_months = 0
    or pair.month > (run.as_of_month - make_interval(months => window_months))::date
  cross join lateral (
    values
      (1, 'seasonal_naive', pair.seasonal_naive, null::numeric),
      (2, 'model', pair.base, pair.seasonal_naive),
      (3, 'reconciled', pair.model, pair.base),
      (4, 'adjusted', pair.final, pair.model)
  ) step (position, step, error, before)
  where num_nulls(pair.seasonal_naive, pair.base, pair.model, pair.final) = 0
  group by window_months, pair.node_id, pair.horizon, pair.origin, step.step;
$$;
