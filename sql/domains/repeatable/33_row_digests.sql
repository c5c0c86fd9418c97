-- What was published, row by row (of a backtest: all horizons of a method), as digests: run_rows_{{domain}} and history_rows_{{domain}} [row] say what there is,
-- keep_digests_{{domain}} keeps it, row_differences_{{domain}} and actual_differences_{{domain}} [row] say what is not
-- as it was. Dates and times read the same in every session.

create or replace function {{schema}}.run_rows_{{domain}}(of_run text)
returns table (relation text, series_id bigint, place text, digest bytea)
language sql stable set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
  select content.relation, content.series_id, content.place, substr(sha256(convert_to(content.line, 'UTF8')), 1, 16)
  from (
    select
      'ml_pred_{{domain}}' as relation,
      series_id,
      'horizon ' || horizon as place,
      row(
        month, as_of_month, {{keys}}, predicted_value, lower_80, upper_80, lower_95, upper_95, model_name, model_version,
        prediction_time)::text as line
    from {{schema}}.ml_pred_{{domain}}
    where run_id = of_run
    union all
    select
      'ml_pred_{{domain}}_rollup',
      series_id,
      'horizon ' || horizon,
      row(
        month, as_of_month, level, {{keys}}, predicted_value, lower_80, upper_80, lower_95, upper_95, base_value,
        model_name, model_version, prediction_time)::text
    from {{schema}}.ml_pred_{{domain}}_rollup
    where run_id = of_run
    union all
    select 'baseline_{{domain}}', series_id, 'horizon ' || horizon, row(linear_regression)::text
    from {{schema}}.baseline_{{domain}}
    where run_id = of_run
    union all
    select 'benchmark_{{domain}}', series_id, 'horizon ' || horizon, row(naive, seasonal_naive, scale)::text
    from {{schema}}.benchmark_{{domain}}
    where run_id = of_run
    union all
    select
      'model_fits',
      series_id,
      'fit',
      row(model_name, model_version, rung, reason, usable_rows, parameters)::text
    from {{schema}}.model_fits
    where run_id = of_run
    union all
    select
      'backtest_accuracy',
      series_id,
      'method ' || method,
      string_agg(
        row(
          horizon, pairs, sum_actual, sum_abs_actual, sum_error, sum_abs_error, sum_squared_error, sum_scaled_error,
          scaled_pairs)::text,
        E'\n' order by horizon)
    from {{schema}}.backtest_accuracy
    where run_id = of_run
    group by series_id, method
    union all
    select 'findings', 0, 'finding ' || position, row(severity, code, keys, month, count, message)::text
    from {{schema}}.findings
    where run_id = of_run
{{#flow}}
    union all
    select
      'product_sales',
      0,
      period || ', product ' || position,
      row(period_start, keys, product_code, product_name, value, units, reference, reference_units)::text
    from {{schema}}.product_sales
    where run_id = of_run
{{/flow}}
    union all
    select
      'forecast_runs',
      0,
      'run',
      row(
        domain, as_of_month, origin, dataset_digest, settings, engine_version, horizons, series_count, dataset_rows,
        dataset_total, dbt_digest, prediction_time)::text
    from {{schema}}.forecast_runs
    where run_id = of_run
  ) content
$$;

-- What the vintage of a current run found new or restated; its rows change when a vintage before it is published.
create or replace function {{schema}}.history_rows_{{domain}}(of_run text)
returns table (relation text, series_id bigint, place text, digest bytea)
language sql stable set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
  select
    'actual_{{domain}}_history',
    history.series_id,
    'month ' || to_char(history.month, 'YYYY-MM'),
    substr(sha256(convert_to(row({{keys}}, {{measures}}, is_complete)::text, 'UTF8')), 1, 16)
  from {{schema}}.current_run runs
  join {{schema}}.actual_{{domain}}_history history on history.as_of_month = runs.as_of_month
  where runs.run_id = of_run
$$;

create or replace function {{schema}}.keep_digests_{{domain}}(of_run text) returns void
language sql as $$
  with published as (
    select as_of_month from {{schema}}.forecast_runs where run_id = of_run
  )
  delete from {{schema}}.row_digests kept
  using {{schema}}.forecast_runs runs, published
  where kept.run_id = runs.run_id and kept.relation = 'actual_{{domain}}_history' and runs.domain = '{{domain}}'
    and runs.as_of_month in (
      published.as_of_month,
      (
        select min(later.as_of_month) from {{schema}}.current_run later
        where later.domain = '{{domain}}' and later.as_of_month > published.as_of_month));

  -- The run's own rows are never changed: what was kept when it was published before stands.
  insert into {{schema}}.row_digests (run_id, relation, series_id, places, digests)
  select
    of_run,
    relation,
    series_id,
    array_agg(place order by place collate "C"),
    array_agg(digest order by place collate "C")
  from {{schema}}.run_rows_{{domain}}(of_run)
  group by relation, series_id
  on conflict (run_id, relation, series_id) do nothing;

  insert into {{schema}}.row_digests (run_id, relation, series_id, places, digests)
  select
    runs.run_id,
    history.relation,
    history.series_id,
    array_agg(history.place order by history.place collate "C"),
    array_agg(history.digest order by history.place collate "C")
  from {{schema}}.current_run runs
  cross join lateral {{schema}}.history_rows_{{domain}}(runs.run_id) history
  where runs.domain = '{{domain}}'
    and runs.as_of_month >= (select as_of_month from {{schema}}.forecast_runs where run_id = of_run)
    and not exists (
      select from {{schema}}.row_digests kept
      where kept.run_id = runs.run_id and kept.relation = 'actual_{{domain}}_history')
  group by runs.run_id, history.relation, history.series_id;
$$;

create or replace function {{schema}}.row_differences_{{domain}}(of_run text)
returns table (relation text, level text, series text, place text, problem text)
language sql stable as $$
  with found as (
    select * from {{schema}}.run_rows_{{domain}}(of_run)
    union all
    select * from {{schema}}.history_rows_{{domain}}(of_run)
  ), kept as (
    select kept.relation, kept.series_id, part.place, part.digest
    from {{schema}}.row_digests kept
    cross join lateral unnest(kept.places, kept.digests) as part (place, digest)
    where kept.run_id = of_run
  )
  select
    relation,
    series.level,
    array_to_string(series.keys, ' / '),
    place,
    case when kept.digest is null then 'added' when found.digest is null then 'missing' else 'changed' end
  from found
  full join kept using (relation, series_id, place)
  left join {{schema}}.series series using (series_id)
  where found.digest is distinct from kept.digest
  order by relation collate "C", series.level collate "C", series.keys collate "C", place collate "C"
$$;

-- The newest actuals beside the history that they come from.
create or replace function {{schema}}.actual_differences_{{domain}}()
returns table (relation text, level text, series text, place text, problem text)
language sql stable as $$
  with newest as (
    select * from (
      select distinct on (series_id, month) * from {{schema}}.actual_{{domain}}_history
      order by series_id, month, as_of_month desc
    ) history
    where value is not null
  ), found as (
    select series_id, month, row({{keys}}, {{measures}}, is_complete)::text as line from {{schema}}.actual_{{domain}}
  ), expected as (
    select series_id, month, row({{keys}}, {{measures}}, is_complete)::text as line from newest
  )
  select
    'actual_{{domain}}',
    series.level,
    array_to_string(series.keys, ' / '),
    'month ' || to_char(month, 'YYYY-MM'),
    case when expected.line is null then 'added' when found.line is null then 'missing' else 'changed' end
  from found
  full join expected using (series_id, month)
  left join {{schema}}.series series using (series_id)
  where found.line is distinct from expected.line
  order by series.keys collate "C", month
$$;
