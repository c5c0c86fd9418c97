-- node_forecast_{{domain}} [run x leaf or node x horizon]: leaves and levels above in one, whatever the run's status.
-- Not for readers.

create view {{schema}}.node_forecast_{{domain}} as
select
  stored.*,
  null::numeric(18, {{decimals}}) as adjustment,
  stored.model_forecast as forecast
from (
  select run_id, series_id, 'leaf' as level, month, horizon, predicted_value as model_forecast,
    lower_80, upper_80, lower_95, upper_95, model_name, model_version, prediction_time
  from {{schema}}.ml_pred_{{domain}}
  union all
  select run_id, series_id, level, month, horizon, predicted_value,
    lower_80, upper_80, lower_95, upper_95, model_name, model_version, prediction_time
  from {{schema}}.ml_pred_{{domain}}_rollup
) stored;
