-- forecast_value_added_{{domain}} [as-of month x window x level and keys x horizon x origin x step]: what each step of
-- making a forecast added, over the same pairs. value_added = |error| summed before the step - after it: positive is
-- better. The steps' values add up to the error of the seasonal naive - that of the published forecast, exactly.

create view {{schema}}.forecast_value_added_{{domain}} with (security_barrier) as
select
  runs.as_of_month,
  added.window_months,
  node.level,
  {{node_keys}},
  added.horizon,
  added.origin,
  position.step_position,
  added.step,
  added.pairs,
  added.changed_pairs,
  added.sum_abs_actual,
  added.sum_error,
  added.sum_abs_error,
  lag(added.sum_abs_error) over step - added.sum_abs_error as value_added,
  (added.sum_abs_error / nullif(added.sum_abs_actual, 0))::double precision as wape,
  domains.unit
from {{schema}}.current_run runs
join {{schema}}.domains domains on domains.domain = runs.domain
join {{schema}}.value_added_{{domain}} added on added.run_id = runs.run_id
join {{schema}}.series node on node.series_id = added.series_id
cross join lateral (
  select array_position(array['seasonal_naive', 'model', 'reconciled', 'adjusted'], added.step) as step_position
) position
where runs.domain = '{{domain}}'
window step as (
  -- As-of month and level follow from run and series; named here, what asks for one reads no more than that.
  partition by
    runs.as_of_month, added.run_id, added.window_months, node.level, added.series_id, added.horizon, added.origin
  order by position.step_position
);
