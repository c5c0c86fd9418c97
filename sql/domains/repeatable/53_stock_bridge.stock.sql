-- stock_bridge_{{domain}} [as-of month x level and keys x month]: opening + inflow - outflow + revaluation = closing.
-- Complete months, as the vintage knew them; the opening is the month before's closing, whether that month was
-- complete or not. `difference` is null where a part is not known.

create view {{schema}}.stock_bridge_{{domain}} with (security_barrier) as
select
  runs.as_of_month,
  runs.run_id,
  bridge.level,
  {{node_keys}},
  bridge.month,
  bridge.opening,
  bridge.inflow,
  bridge.outflow,
  bridge.revaluation,
  bridge.closing,
  bridge.closing - (bridge.opening + bridge.inflow - bridge.outflow + bridge.revaluation) as difference,
  domains.unit
from {{schema}}.current_run runs
join {{schema}}.domains domains on domains.domain = runs.domain
cross join lateral (
  with node as (
    select
      nodes.node_id,
      nodes.level,
      known.month,
      bool_and(known.is_complete) as is_complete,
      sum(known.value) as closing,
      case when count(known.inflow) = count(*) then sum(known.inflow) end as inflow,
      case when count(known.outflow) = count(*) then sum(known.outflow) end as outflow,
      case when count(known.revaluation) = count(*) then sum(known.revaluation) end as revaluation
    from {{schema}}.known_actual_{{domain}} known
    join {{schema}}.series_nodes nodes on nodes.series_id = known.series_id
    where known.run_id = runs.run_id
    group by nodes.node_id, nodes.level, known.month
  )
  select node.*, before.closing as opening
  from node
  left join node before
    on before.node_id = node.node_id and before.month = (node.month - interval '1 month')::date
  where node.is_complete
) bridge
join {{schema}}.series node on node.series_id = bridge.node_id
where runs.domain = '{{domain}}';
