-- comparison_fact_{{domain}} [current run x source x month x leaf series]: what comparisons are made of. Sources: ac
-- actual as the run knew it, fc its forecast; ab and pf the same of the vintage before; pl the plan. Not for readers.

create view {{schema}}.comparison_fact_{{domain}} as
select runs.run_id, fact.source, fact.month, fact.series_id, fact.amount
from {{schema}}.current_run runs
cross join lateral (
  select 'ac' as source, known.month, known.series_id, known.value as amount
  from {{schema}}.known_actual_{{domain}} known
  where known.run_id = runs.run_id and known.is_complete
  union all
  select 'ab', known.month, known.series_id, known.value
  from {{schema}}.known_actual_{{domain}} known
  where known.run_id = runs.previous_run_id and known.is_complete
  union all
  select 'fc', stored.month, stored.series_id, stored.forecast
  from {{schema}}.node_forecast_{{domain}} stored
  where stored.run_id = runs.run_id and stored.level = 'leaf'
  union all
  select 'pf', stored.month, stored.series_id, stored.forecast
  from {{schema}}.node_forecast_{{domain}} stored
  where stored.run_id = runs.previous_run_id and stored.level = 'leaf'
  union all
  select 'pl', plan.month, plan.series_id, plan.plan
  from {{schema}}.run_plan_{{domain}} plan
  where plan.run_id = runs.run_id
) fact
where runs.domain = '{{domain}}';
