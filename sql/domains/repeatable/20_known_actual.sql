-- known_actual_{{domain}} [current run x month x leaf series]: the actuals as that vintage knew them. Not for readers.

create view {{schema}}.known_actual_{{domain}} as
select runs.run_id, known.*
from {{schema}}.current_run runs
cross join lateral (
  select distinct on (history.series_id, history.month)
    history.series_id,
    history.month,
    history.value,
    history.units,
{{#stock}}
    history.inflow,
    history.outflow,
    history.revaluation,
{{/stock}}
    history.is_complete
  from {{schema}}.actual_{{domain}}_history history
  where history.as_of_month <= runs.as_of_month
  order by history.series_id, history.month, history.as_of_month desc
) known
where runs.domain = '{{domain}}' and known.value is not null;
