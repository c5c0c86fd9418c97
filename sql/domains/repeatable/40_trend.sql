-- trend_{{domain}} [current run x level and keys x month]: actual and forecast side by side at every level.
-- Months that the run had seen carry the actual as it knew it, later months the newest. A plan stands at leaves and
-- nodes that lie within its scope, which is where its version is named; elsewhere it is null.

create view {{schema}}.trend_{{domain}} with (security_barrier) as
select
  '{{domain}}'::text as domain,
  runs.run_id,
  runs.as_of_month,
  runs.is_latest,
  runs.origin,
  line.level,
  {{node_keys}},
  line.month,
  line.horizon,
  line.match,
  line.is_complete,
  line.actual,
  line.actual_as_published,
  line.model_forecast,
  line.adjustment,
  line.forecast,
  line.lower_80,
  line.upper_80,
  line.lower_95,
  line.upper_95,
  line.forecast_previous,
  line.naive,
  line.seasonal_naive,
  line.prior_year,
  line.plan,
  line.plan_version,
  line.plan_scope,
  line.actual - line.forecast as error,
  line.model_name,
  line.model_version,
  runs.prediction_time
from {{schema}}.current_run runs
cross join lateral (
  with leaf as (
    select series_id, month, value, is_complete
    from {{schema}}.known_actual_{{domain}}
    where run_id = runs.run_id
    union all
    select series_id, month, value, is_complete
    from {{schema}}.actual_{{domain}}
    where month > runs.as_of_month
      and month <= (runs.as_of_month + make_interval(months => runs.horizons))::date
  ), first_published as (
    select distinct on (series_id, month) series_id, month, value
    from {{schema}}.actual_{{domain}}_history
    where is_complete and value is not null
    order by series_id, month, as_of_month
  ), actual as (
    select
      nodes.node_id,
      nodes.level,
      leaf.month,
      bool_and(leaf.is_complete) as is_complete,
      sum(leaf.value) filter (where leaf.is_complete) as actual,
      sum(first_published.value) as actual_as_published
    from leaf
    join {{schema}}.series_nodes nodes on nodes.series_id = leaf.series_id
    left join first_published
      on first_published.series_id = leaf.series_id and first_published.month = leaf.month
    group by nodes.node_id, nodes.level, leaf.month
  ), forecast as (
    select
      stored.*, previous.forecast as forecast_previous, benchmark.naive, benchmark.seasonal_naive
    from {{schema}}.node_forecast_{{domain}} stored
    left join {{schema}}.node_forecast_{{domain}} previous
      on previous.run_id = runs.previous_run_id and previous.series_id = stored.series_id
      and previous.horizon = stored.horizon + 1
    left join {{schema}}.benchmark_{{domain}} benchmark
      on benchmark.run_id = stored.run_id and benchmark.series_id = stored.series_id
      and benchmark.horizon = stored.horizon
    where stored.run_id = runs.run_id
  ), planned_month as (
    select attached.month, loads.plan_version, loads.scope
    from {{schema}}.run_plans attached
    join {{schema}}.plan_loads loads on loads.load_id = attached.load_id
    where attached.run_id = runs.run_id
      and attached.month <= (runs.as_of_month + make_interval(months => runs.horizons))::date
  ), plan as (
    select nodes.node_id, nodes.level, leaf_plan.month, sum(leaf_plan.plan) as plan
    from {{schema}}.run_plan_{{domain}} leaf_plan
    join planned_month on planned_month.month = leaf_plan.month
    join {{schema}}.series_nodes nodes on nodes.series_id = leaf_plan.series_id
    join {{schema}}.series node on node.series_id = nodes.node_id
    where leaf_plan.run_id = runs.run_id and {{schema}}.is_within(node.keys, planned_month.scope)
    group by nodes.node_id, nodes.level, leaf_plan.month
  ), known as (
    select
      coalesce(actual.node_id, forecast.series_id) as node_id,
      coalesce(actual.level, forecast.level) as level,
      coalesce(actual.month, forecast.month) as month,
      case
        when forecast.month is null then 'actual_only'
        when actual.month is null then 'forecast_only'
        else 'both'
      end as match
    from actual
    full join forecast on forecast.series_id = actual.node_id and forecast.month = actual.month
  )
  select
    known.node_id,
    known.level,
    known.month,
    nullif(greatest({{schema}}.month_index(known.month) - {{schema}}.month_index(runs.as_of_month), 0), 0) as horizon,
    known.match,
    coalesce(actual.is_complete, false) as is_complete,
    actual.actual,
    actual.actual_as_published,
    forecast.model_forecast,
    forecast.adjustment,
    forecast.forecast,
    forecast.lower_80,
    forecast.upper_80,
    forecast.lower_95,
    forecast.upper_95,
    forecast.forecast_previous,
    forecast.naive,
    forecast.seasonal_naive,
    prior_year.actual as prior_year,
    plan.plan,
    case when {{schema}}.is_within(node.keys, planned_month.scope) then planned_month.plan_version end as plan_version,
    case
      when {{schema}}.is_within(node.keys, planned_month.scope)
        then coalesce({{schema}}.scope_label(planned_month.scope), '(all)')
    end as plan_scope,
    forecast.model_name,
    forecast.model_version
  from (
    select * from known
    union all
    select plan.node_id, plan.level, plan.month, 'plan_only'
    from plan
    where not exists (
      select from known where known.node_id = plan.node_id and known.month = plan.month)
  ) known
  join {{schema}}.series node on node.series_id = known.node_id
  left join actual on actual.node_id = known.node_id and actual.month = known.month
  left join forecast on forecast.series_id = known.node_id and forecast.month = known.month
  left join actual prior_year
    on prior_year.node_id = known.node_id and prior_year.month = (known.month - interval '1 year')::date
  left join plan on plan.node_id = known.node_id and plan.month = known.month
  left join planned_month on planned_month.month = known.month
) line
join {{schema}}.series node on node.series_id = line.node_id
where runs.domain = '{{domain}}';
