-- findings [run x finding], model_fits [run x leaf series], backtest_accuracy [run x node x horizon x method]: what
-- a run found, fitted and measured.

create table {{schema}}.findings (
  run_id text not null references {{schema}}.forecast_runs,
  position integer not null,
  severity text not null check (severity in ('info', 'warning', 'stop')),
  code text not null,
  keys text[],
  month date,
  count bigint not null,
  message text not null,
  primary key (run_id, position)
);

create table {{schema}}.model_fits (
  run_id text not null references {{schema}}.forecast_runs,
  series_id bigint not null references {{schema}}.series,
  model_name text not null,
  model_version text not null,
  rung text not null,
  reason text not null,
  usable_rows integer not null,
  parameters jsonb not null,
  primary key (run_id, series_id)
);

create table {{schema}}.backtest_accuracy (
  run_id text not null references {{schema}}.forecast_runs,
  series_id bigint not null references {{schema}}.series,
  horizon smallint not null check (horizon >= 1),
  method text not null check (method in ('final', 'model', 'seasonal_naive', 'naive')),
  pairs integer not null check (pairs > 0),
  sum_actual numeric not null,
  sum_abs_actual numeric not null,
  -- Actual minus forecast: positive is under-forecast.
  sum_error numeric not null,
  sum_abs_error numeric not null,
  sum_squared_error numeric not null,
  -- Sum of |error| / scale over the pairs that have a scale.
  sum_scaled_error numeric,
  scaled_pairs integer not null,
  primary key (run_id, series_id, horizon, method)
);
