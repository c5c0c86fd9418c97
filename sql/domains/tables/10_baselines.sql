-- baseline_{{domain}} [run x leaf or node x horizon]: what linear regression forecasts for the leaves, whatever model
-- forecasts them, and its exact sums above. Written with the run's forecasts and never updated.

create table {{schema}}.baseline_{{domain}} (
  run_id text not null,
  series_id bigint not null,
  horizon smallint not null,
  linear_regression numeric(18, {{decimals}}) not null,
  primary key (run_id, series_id, horizon)
);
