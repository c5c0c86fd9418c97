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
  case when {{schema}}.is_within(node.keys, line.scope) then line.plan_version end as plan_version,
  case
    when {{schema}}.is_within(node.keys, line.scope) then coalesce({{schema}}.scope_label(line.scope), '(all)')
  end as plan_scope,
  line.actual - line.forecast as error,
  line.model_name,
  line.model_version,
  runs.prediction_time
from {{schema}}.current_run runs
cross join lateral (
  with planned_month as (
    select attached.month, loads.plan_version, loads.scope
    from {{schema}}.run_plans attached
    join {{schema}}.plan_loads loads on loads.load_id = attached.load_id
    where attached.run_id = runs.run_id
      and attached.month <= (runs.as_of_month + make_interval(months => runs.horizons))::date
  ), leaf as not materialized (
    select series_id, month, value, is_complete
    from {{schema}}.known_actual_{{domain}}
    where run_id = runs.run_id
    union all
    select series_id, month, value, is_complete
    from {{schema}}.actual_{{domain}}
    where month > runs.as_of_month
      and month <= (runs.as_of_month + make_interval(months => runs.horizons))::date
  ), part as (
    -- Actuals, those of the year before, forecasts and plan one below the other: a level or a month that nobody asks
    -- for is then never summed.
    select
      'actual' as source,
      nodes.node_id,
      nodes.level,
      leaf.month,
      leaf.is_complete,
      case when leaf.is_complete then leaf.value end as actual,
      first_published.value as actual_as_published,
      null::numeric as model_forecast,
      null::numeric as adjustment,
      null::numeric as forecast,
      null::numeric as lower_80,
      null::numeric as upper_80,
      null::numeric as lower_95,
      null::numeric as upper_95,
      null::numeric as forecast_previous,
      null::numeric as naive,
      null::numeric as seasonal_naive,
      null::numeric as prior_year,
      null::numeric as plan,
      null::text as model_name,
      null::text as model_version
    from leaf
    join {{schema}}.series_nodes nodes on nodes.series_id = leaf.series_id
    left join (
      select distinct on (series_id, month) series_id, month, value
      from {{schema}}.actual_{{domain}}_history
      where is_complete and value is not null
      order by series_id, month, as_of_month
    ) first_published on first_published.series_id = leaf.series_id and first_published.month = leaf.month
    union all
    select
      'prior_year', nodes.node_id, nodes.level, (leaf.month + interval '1 year')::date, null, null, null, null, null,
      null, null, null, null, null, null, null, null, leaf.value, null, null, null
    from leaf
    join {{schema}}.series_nodes nodes on nodes.series_id = leaf.series_id
    where leaf.is_complete
    union all
    select
      'forecast',
      stored.series_id,
      stored.level,
      stored.month,
      null,
      null,
      null,
      stored.model_forecast,
      stored.adjustment,
      stored.forecast,
      stored.lower_80,
      stored.upper_80,
      stored.lower_95,
      stored.upper_95,
      previous.forecast,
      benchmark.naive,
      benchmark.seasonal_naive,
      null,
      null,
      stored.model_name,
      stored.model_version
    from {{schema}}.node_forecast_{{domain}} stored
    left join {{schema}}.node_forecast_{{domain}} previous
      on previous.run_id = runs.previous_run_id and previous.series_id = stored.series_id
      and previous.horizon = stored.horizon + 1
    left join {{schema}}.benchmark_{{domain}} benchmark
      on benchmark.run_id = stored.run_id and benchmark.series_id = stored.series_id
      and benchmark.horizon = stored.horizon
    where stored.run_id = runs.run_id
    union all
    select
      'plan', nodes.node_id, nodes.level, leaf_plan.month, null, null, null, null, null, null, null, null, null, null,
      null, null, null, null, leaf_plan.plan, null, null
    from {{schema}}.run_plan_{{domain}} leaf_plan
    join planned_month on planned_month.month = leaf_plan.month
    join {{schema}}.series_nodes nodes on nodes.series_id = leaf_plan.series_id
    join {{schema}}.series node on node.series_id = nodes.node_id
    where leaf_plan.run_id = runs.run_id and {{schema}}.is_within(node.keys, planned_month.scope)
  ), known as (
    -- A node has one forecast a month: the greatest is that one.
    select
      node_id,
      level,
      month,
      case
        when bool_or(source = 'actual') and bool_or(source = 'forecast') then 'both'
        when bool_or(source = 'actual') then 'actual_only'
        when bool_or(source = 'forecast') then 'forecast_only'
        else 'plan_only'
      end as match,
      coalesce(bool_and(is_complete), false) as is_complete,
      sum(actual) as actual,
      sum(actual_as_published) as actual_as_published,
      max(model_forecast) as model_forecast,
      max(adjustment) as adjustment,
      max(forecast) as forecast,
      max(lower_80) as lower_80,
      max(upper_80) as upper_80,
      max(lower_95) as lower_95,
      max(upper_95) as upper_95,
      max(forecast_previous) as forecast_previous,
      max(naive) as naive,
      max(seasonal_naive) as seasonal_naive,
      sum(prior_year) as prior_year,
      sum(plan) as plan,
      max(model_name) as model_name,
      max(model_version) as model_version
    from part
    group by node_id, level, month
    having bool_or(source <> 'prior_year')
  )
  select
    known.*,
    nullif(greatest({{schema}}.month_index(known.month) - {{schema}}.month_index(runs.as_of_month), 0), 0) as horizon,
    planned_month.plan_version,
    planned_month.scope
  from known
  left join planned_month on planned_month.month = known.month
) line
join {{schema}}.series node on node.series_id = line.node_id
where runs.domain = '{{domain}}';
