-- ml_pred_{{domain}} [run x leaf series x horizon], partitioned by horizon, and ml_pred_{{domain}}_rollup [run x node
-- x horizon]. Rows are never updated. No foreign keys: they cost four times the load.

create table {{schema}}.ml_pred_{{domain}} (
  month date not null,
  as_of_month date not null,
  horizon smallint not null,
  series_id bigint not null,
  {{key_definitions}},
  predicted_value numeric(18, {{decimals}}) not null,
  lower_80 numeric(18, {{decimals}}) not null,
  upper_80 numeric(18, {{decimals}}) not null,
  lower_95 numeric(18, {{decimals}}) not null,
  upper_95 numeric(18, {{decimals}}) not null,
  model_name text not null,
  model_version text not null,
  run_id text not null,
  prediction_time timestamptz not null,
  primary key (run_id, series_id, horizon),
  check (month = (as_of_month + make_interval(months => horizon))::date),
  check (lower_95 <= lower_80 and lower_80 <= predicted_value),
  check (predicted_value <= upper_80 and upper_80 <= upper_95)
) partition by list (horizon);

create table {{schema}}.ml_pred_{{domain}}_rollup (
  month date not null,
  as_of_month date not null,
  horizon smallint not null check (horizon >= 1),
  series_id bigint not null,
  level text not null,
  {{node_key_definitions}},
  -- The reconciled value: the exact sum of the stored leaves.
  predicted_value numeric(18, {{decimals}}) not null,
  lower_80 numeric(18, {{decimals}}) not null,
  upper_80 numeric(18, {{decimals}}) not null,
  lower_95 numeric(18, {{decimals}}) not null,
  upper_95 numeric(18, {{decimals}}) not null,
  -- What the node's own model forecasts; null where it has none.
  base_value numeric(18, {{decimals}}),
  difference numeric(18, {{decimals}}) generated always as (predicted_value - base_value) stored,
  model_name text not null,
  model_version text not null,
  run_id text not null,
  prediction_time timestamptz not null,
  primary key (run_id, series_id, horizon),
  check (month = (as_of_month + make_interval(months => horizon))::date),
  check (lower_95 <= lower_80 and lower_80 <= predicted_value),
  check (predicted_value <= upper_80 and upper_80 <= upper_95)
);
