-- vintage_plan_{{domain}} [current run x month x leaf series]: the plan that each published vintage is compared with.

create view {{schema}}.vintage_plan_{{domain}} with (security_barrier) as
select
  runs.as_of_month,
  plan.month,
  plan.series_id,
  {{plan.keys}},
  plan.plan,
  plan.is_allocated,
  loads.plan_version,
  coalesce({{schema}}.scope_label(loads.scope), '(all)') as plan_scope,
  runs.run_id
from {{schema}}.current_run runs
join {{schema}}.run_plans attached on attached.run_id = runs.run_id
join {{schema}}.plan_loads loads on loads.load_id = attached.load_id
join {{schema}}.plan_{{domain}} plan on plan.load_id = attached.load_id and plan.month = attached.month
where runs.domain = '{{domain}}';
