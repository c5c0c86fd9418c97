-- checks_{{domain}} [as-of month x check]: two ways to the same number; any difference stops publishing.

create view {{schema}}.checks_{{domain}} with (security_barrier) as
select
  runs.as_of_month,
  runs.run_id,
  '{{domain}}'::text as domain,
  control.position,
  control.name,
  control.expected_source,
  control.actual_source,
  coalesce(control.expected, 0) as expected,
  coalesce(control.actual, 0) as actual,
  coalesce(control.actual, 0) - coalesce(control.expected, 0) as difference,
  control.latest_only,
  control.code,
  control.level,
  control.comparison,
  control.period
from {{schema}}.current_run runs
cross join lateral (
  with leaf as (
    select series_id, horizon, predicted_value from {{schema}}.ml_pred_{{domain}} where run_id = runs.run_id
  ), leaf_sum as (
    select nodes.node_id, nodes.level, leaf.horizon, sum(leaf.predicted_value) as predicted_value
    from leaf
    join {{schema}}.series_nodes nodes on nodes.series_id = leaf.series_id
    where nodes.level <> 'leaf'
    group by nodes.node_id, nodes.level, leaf.horizon
  ), rollup_row as (
    select series_id, level, horizon, predicted_value
    from {{schema}}.ml_pred_{{domain}}_rollup
    where run_id = runs.run_id
  ), known as (
    select month, series_id, value, is_complete
    from {{schema}}.known_actual_{{domain}}
    where run_id = runs.run_id
  ), kpi as (
    select level, comparison, value, variance
    from {{schema}}.kpi_monthly_{{domain}}
    where run_id = runs.run_id and period = 'month'
  ), bridge as (
    select level, last_outlook, delta_fc, revision, restatement, outlook, difference
    from {{schema}}.outlook_bridge_{{domain}}
    where run_id = runs.run_id
  )
  select
    10 as position,
    'stored forecasts are complete' as name,
    'series x horizons of the run' as expected_source,
    'rows of ml_pred_{{domain}}' as actual_source,
    (runs.series_count * runs.horizons)::numeric as expected,
    (select count(*) from leaf)::numeric as actual,
    -- true: asked of the latest vintage alone, so that the row goes when the next one comes
    false as latest_only,
    'forecasts_complete' as code,
    null::text as level,
    null::text as comparison,
    null::text as period
  union all
  select
    20,
    'leaves sum to level ' || levels.level,
    'ml_pred_{{domain}}, all horizons',
    'ml_pred_{{domain}}_rollup, all horizons',
    (select sum(predicted_value) from leaf),
    (select sum(predicted_value) from rollup_row where rollup_row.level = levels.level),
    false,
    'leaves_sum',
    levels.level,
    null,
    null
  from (select distinct level from rollup_row) levels
  union all
  select
    30,
    'every rollup row is the sum of its leaves',
    'no row',
    'rows of ml_pred_{{domain}}_rollup that differ from the sum of their leaves or lack one',
    0,
    (
      select count(*)
      from leaf_sum
      full join rollup_row on rollup_row.series_id = leaf_sum.node_id and rollup_row.horizon = leaf_sum.horizon
      where leaf_sum.predicted_value is distinct from rollup_row.predicted_value
        and coalesce(rollup_row.level, leaf_sum.level) in (select level from rollup_row)
    ),
    false,
    'rollup_sums',
    null,
    null,
    null
  union all
  select
    40,
    'published actuals equal the dataset',
    'total of the dataset when it was read',
    'actual_{{domain}}_history as of the run',
    runs.dataset_total,
    (select sum(value) from known),
    false,
    'actuals_total',
    null,
    null,
    null
  union all
  select
    41,
    'published actuals have every row of the dataset',
    'rows of the dataset when it was read',
    'rows of actual_{{domain}}_history as of the run',
    runs.dataset_rows,
    (select count(*) from known),
    false,
    'actuals_rows',
    null,
    null,
    null
  union all
  select
    50,
    'the newest actuals equal their history',
    'actual_{{domain}}_history as of the latest run',
    'actual_{{domain}}',
    (select sum(value) from known),
    (select sum(value) from {{schema}}.actual_{{domain}}),
    true,
    'newest_actuals',
    null,
    null,
    null
  where runs.is_latest
  union all
  select
    60,
    'actual of the month: leaves sum to level ' || upper.level,
    'kpi_monthly_{{domain}}, level leaf',
    'kpi_monthly_{{domain}}, level ' || upper.level,
    (select sum(value) from kpi where level = 'leaf' and comparison = 'ac_py'),
    upper.value,
    false,
    'month_actual',
    upper.level,
    null,
    null
  from (
    select level, sum(value) as value from kpi where level <> 'leaf' and comparison = 'ac_py' group by level
  ) upper
  union all
  select
    70,
    upper.comparison || ' of the month: leaves sum to level ' || upper.level,
    'variance in kpi_monthly_{{domain}}, level leaf',
    'variance in kpi_monthly_{{domain}}, level ' || upper.level,
    (select sum(variance) from kpi where level = 'leaf' and kpi.comparison = upper.comparison),
    upper.variance,
    false,
    'month_variance',
    upper.level,
    upper.comparison,
    null
  from (
    select level, comparison, sum(variance) as variance
    from kpi
    where level <> 'leaf' and comparison in ('ac_fc', 'ac_py', 'ac_pl')
    group by level, comparison
  ) upper
  union all
  select
    80,
    'trend and comparison agree on the month at level ' || trend.level,
    'actual_{{domain}}_history as of the run',
    'trend_{{domain}}, as-of month',
    (select sum(value) from known where month = runs.as_of_month and is_complete),
    sum(trend.actual),
    false,
    'month_in_trend',
    trend.level,
    null,
    null
  from {{schema}}.trend_{{domain}} trend
  where trend.run_id = runs.run_id and trend.month = runs.as_of_month
  group by trend.level
  union all
  select
    81,
    'forecasts in the trend at level ' || trend.level,
    'ml_pred_{{domain}} and adjustments, all horizons',
    'trend_{{domain}}, all horizons',
    (select sum(predicted_value) from leaf)
      + coalesce((select sum(amount) from {{schema}}.adjustments where adjustments.run_id = runs.run_id), 0),
    sum(trend.forecast),
    false,
    'forecasts_in_trend',
    trend.level,
    null,
    null
  from {{schema}}.trend_{{domain}} trend
  where trend.run_id = runs.run_id
    and trend.month > runs.as_of_month
    and (trend.level = 'leaf' or trend.level in (select level from rollup_row))
  group by trend.level
  union all
  select
    90,
    'the outlook bridge closes at level ' || bridge.level,
    'last outlook + forecast error + revision + restatement',
    'this outlook',
    sum(bridge.last_outlook + bridge.delta_fc + bridge.revision + bridge.restatement),
    sum(bridge.outlook),
    false,
    'outlook_bridge',
    bridge.level,
    null,
    null
  from bridge
  group by bridge.level
  union all
  select
    91,
    'the outlook bridge closes at every node',
    'no row',
    'rows of outlook_bridge_{{domain}} with a difference',
    0,
    (select count(*) from bridge where difference <> 0),
    false,
    'outlook_bridge_nodes',
    null,
    null,
    null
  union all
  select
    95,
    'what the steps add leads from the seasonal naive to the forecast at level ' || added.level,
    'error of the seasonal naive - error of the published forecast',
    'value_added in forecast_value_added_{{domain}}',
    sum(case added.step when 'seasonal_naive' then added.sum_abs_error when 'adjusted' then -added.sum_abs_error end),
    sum(added.value_added),
    false,
    'value_added',
    added.level,
    null,
    null
  from {{schema}}.forecast_value_added_{{domain}} added
  where added.as_of_month = runs.as_of_month
  group by added.level
{{#flow}}
  union all
  select
    97,
    'products meet the actuals at level ' || product_node.level || ', ' || product_node.period,
    'no row',
    'nodes of price_volume_{{domain}} that differ from the months of their leaves, or are missing',
    0,
    count(*) filter (
      where product_node.value is distinct from product_node.known_value
        or product_node.reference is distinct from product_node.known_reference),
    false,
    'products_actual',
    product_node.level,
    null,
    product_node.period
  from (
    select
      coalesce(kept.level, product.level) as level,
      coalesce(kept.period, product.period) as period,
      coalesce(product.value, 0) as value,
      coalesce(product.reference, 0) as reference,
      coalesce(leaves.value, 0) as known_value,
      coalesce(leaves.reference, 0) as known_reference
    from (
      select distinct level, period, period_start from {{schema}}.product_node_{{domain}} where run_id = runs.run_id
    ) kept
    cross join lateral (
      select
        node.keys,
        sum(known.value) filter (where known.month >= kept.period_start) as value,
        sum(known.value) filter (where known.month < kept.period_start) as reference
      from known
      join {{schema}}.series_nodes nodes on nodes.series_id = known.series_id and nodes.level = kept.level
      join {{schema}}.series node on node.series_id = nodes.node_id
      where known.month between kept.period_start and runs.as_of_month
        or known.month between kept.period_start - interval '1 year' and runs.as_of_month - interval '1 year'
      group by node.keys
    ) leaves
    full join (
      select * from {{schema}}.product_node_{{domain}} where run_id = runs.run_id
    ) product on product.level = kept.level and product.period = kept.period and product.keys = leaves.keys
  ) product_node
  group by product_node.level, product_node.period
  union all
  select
    98,
    'price, volume and mix lead from the prior year to the actual at level ' || steps.level || ', ' || steps.period,
    'prior year + volume + mix + price + new + discontinued + unpriced',
    'actual',
    sum(
      steps.reference + steps.volume + steps.mix + steps.price + steps.new_products + steps.discontinued
      + steps.unpriced),
    sum(steps.value),
    false,
    'price_volume',
    steps.level,
    null,
    steps.period
  from {{schema}}.product_node_{{domain}} steps
  where steps.run_id = runs.run_id
  group by steps.level, steps.period
{{/flow}}
{{#stock}}
  union all
  select
    100,
    'the stock bridge closes in ' || to_char(bridge.month, 'YYYY-MM') || ' at level ' || bridge.level,
    'opening + inflow - outflow + revaluation',
    'closing',
    sum(bridge.opening + bridge.inflow - bridge.outflow + bridge.revaluation),
    sum(bridge.closing),
    false,
    'stock_bridge',
    bridge.level,
    null,
    null
  from {{schema}}.stock_bridge_{{domain}} bridge
  where bridge.run_id = runs.run_id and bridge.month = runs.as_of_month and bridge.difference is not null
  group by bridge.level, bridge.month
  union all
  select
    101,
    'the stock bridge closes in every month at every node',
    'no row',
    'rows of stock_bridge_{{domain}} with a difference',
    0,
    (
      select count(*) from {{schema}}.stock_bridge_{{domain}} bridge
      where bridge.run_id = runs.run_id and bridge.difference <> 0
    ),
    false,
    'stock_bridge_nodes',
    null,
    null,
    null
{{/stock}}
) control
where runs.domain = '{{domain}}';
