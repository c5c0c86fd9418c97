-- ml_plan_{{domain}}_monthly [plan version x month x leaf series]: the newest load of each version.

create view {{schema}}.ml_plan_{{domain}}_monthly with (security_barrier) as
select
  plan.month,
  {{plan.keys}},
  loads.plan_version,
  plan.plan,
  plan.is_allocated,
  {{schema}}.scope_label(loads.scope) as plan_scope,
  loads.known_from,
  loads.source,
  plan.series_id
from (
  select distinct on (plan_version) load_id, plan_version, scope, known_from, source
  from {{schema}}.plan_loads
  where domain = '{{domain}}'
  order by plan_version, source = 'file' desc, load_id desc
) loads
join {{schema}}.plan_{{domain}} plan on plan.load_id = loads.load_id;
