-- run_plan_{{domain}} [current run x month x leaf series]: the plan that each run is compared with. Not for readers.

create view {{schema}}.run_plan_{{domain}} as
select attached.run_id, plan.month, plan.series_id, plan.plan
from {{schema}}.run_plans attached
join {{schema}}.plan_{{domain}} plan on plan.load_id = attached.load_id and plan.month = attached.month;
