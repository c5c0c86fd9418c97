-- node_forecast_{{domain}} [run x leaf or node x horizon]: leaves and levels above in one, whatever the run's status.
-- The forecast is the model's plus what people adjusted, and its ranges move with it. `base` is what the node's own model
-- says before levels are made to agree; a leaf's is kept where they agree bottom-up. Not for readers.

create view {{schema}}.node_forecast_{{domain}} as
select
  stored.run_id,
  stored.series_id,
  stored.level,
  stored.month,
  stored.horizon,
  stored.base,
  stored.model_forecast,
  stored.lower_80 + coalesce(adjusted.amount, 0) as lower_80,
  stored.upper_80 + coalesce(adjusted.amount, 0) as upper_80,
  stored.lower_95 + coalesce(adjusted.amount, 0) as lower_95,
  stored.upper_95 + coalesce(adjusted.amount, 0) as upper_95,
  stored.model_name,
  stored.model_version,
  stored.prediction_time,
  adjusted.amount as adjustment,
  stored.model_forecast + coalesce(adjusted.amount, 0) as forecast
from (
  select
    leaf.run_id,
    leaf.series_id,
    'leaf' as level,
    leaf.month,
    leaf.horizon,
    case when runs.settings like '%"reconciliation":"bottom_up"%' then leaf.predicted_value end as base,
    leaf.predicted_value as model_forecast,
    leaf.lower_80,
    leaf.upper_80,
    leaf.lower_95,
    leaf.upper_95,
    leaf.model_name,
    leaf.model_version,
    leaf.prediction_time
  from {{schema}}.ml_pred_{{domain}} leaf
  left join {{schema}}.forecast_runs runs on runs.run_id = leaf.run_id
  union all
  select run_id, series_id, level, month, horizon, base_value, predicted_value,
    lower_80, upper_80, lower_95, upper_95, model_name, model_version, prediction_time
  from {{schema}}.ml_pred_{{domain}}_rollup
) stored
left join (
  select
    adjustments.run_id,
    nodes.node_id,
    adjustments.month,
    sum(adjustments.amount)::numeric(18, {{decimals}}) as amount
  from {{schema}}.adjustments adjustments
  join {{schema}}.series_nodes nodes on nodes.series_id = adjustments.series_id
  where nodes.domain = '{{domain}}'
  group by adjustments.run_id, nodes.node_id, adjustments.month
) adjusted
  on adjusted.run_id = stored.run_id and adjusted.node_id = stored.series_id and adjusted.month = stored.month;
