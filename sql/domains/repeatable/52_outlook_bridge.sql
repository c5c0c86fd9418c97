-- outlook_bridge_{{domain}} [as-of month x level and keys]: from the last outlook of the fiscal year to this one.
-- last_outlook + delta_fc + revision + restatement = outlook; each part comes from its own months and sources, and
-- `difference` is what is left over. A row only where the vintage before is published and both reach the year's end.

create view {{schema}}.outlook_bridge_{{domain}} with (security_barrier) as
select
  runs.as_of_month,
  runs.run_id,
  runs.previous_run_id,
  bridge.level,
  {{node_keys}},
  {{schema}}.month_start(bridge.s) as period_start,
  {{schema}}.month_start(bridge.e) as period_end,
  bridge.last_outlook,
  bridge.delta_fc,
  bridge.revision,
  bridge.restatement,
  bridge.outlook,
  bridge.outlook - (bridge.last_outlook + bridge.delta_fc + bridge.revision + bridge.restatement) as difference,
  domains.unit
from {{schema}}.current_run runs
join {{schema}}.domains domains on domains.domain = runs.domain
cross join {{schema}}.settings settings
cross join lateral (
  with fiscal as (
    select m, s, s + 11 as e
    from (
      select m, m - (m % 12 - settings.fiscal_year_start_month + 13) % 12 as s
      from (select {{schema}}.month_index(runs.as_of_month) as m) as_of
    ) year
  ), part as (
    select
      part.*, {{schema}}.month_start(first_index) as first_month, {{schema}}.month_start(last_index) as last_month
    from fiscal
    cross join lateral (
      values
{{#flow}}
        ('last_outlook', 'ab', 1, s, m - 1),
        ('last_outlook', 'pf', 1, m, e),
        ('delta_fc', 'ac', 1, m, m),
        ('delta_fc', 'pf', -1, m, m),
        ('revision', 'fc', 1, m + 1, e),
        ('revision', 'pf', -1, m + 1, e),
        ('restatement', 'ac', 1, s, m - 1),
        ('restatement', 'ab', -1, s, m - 1),
        ('outlook', 'ac', 1, s, m),
        ('outlook', 'fc', 1, m + 1, e)
{{/flow}}
{{#stock}}
        ('last_outlook', 'pf', 1, e, e),
        ('delta_fc', 'ac', 1, e, m),
        ('delta_fc', 'pf', -1, e, m),
        ('revision', 'fc', 1, greatest(m + 1, e), e),
        ('revision', 'pf', -1, greatest(m + 1, e), e),
        ('outlook', 'ac', 1, e, m),
        ('outlook', 'fc', 1, greatest(m + 1, e), e)
{{/stock}}
    ) part (component, source, factor, first_index, last_index)
  ), fact as (
    select source, month, series_id, amount
    from {{schema}}.comparison_fact_{{domain}}
    where run_id = runs.run_id
      and month >= (select min(first_month) from part)
  ), fact_month as materialized (
    select distinct source, month from fact
  ), leaf as (
    select
      fact.series_id,
      coalesce(sum(part.factor * fact.amount) filter (where part.component = 'last_outlook'), 0) as last_outlook,
      coalesce(sum(part.factor * fact.amount) filter (where part.component = 'delta_fc'), 0) as delta_fc,
      coalesce(sum(part.factor * fact.amount) filter (where part.component = 'revision'), 0) as revision,
      coalesce(sum(part.factor * fact.amount) filter (where part.component = 'restatement'), 0) as restatement,
      coalesce(sum(part.factor * fact.amount) filter (where part.component = 'outlook'), 0) as outlook
    from part
    join fact on fact.source = part.source and fact.month between part.first_month and part.last_month
    group by fact.series_id
  )
  select
    nodes.node_id,
    nodes.level,
    fiscal.s,
    fiscal.e,
    sum(leaf.last_outlook) as last_outlook,
    sum(leaf.delta_fc) as delta_fc,
    sum(leaf.revision) as revision,
    sum(leaf.restatement) as restatement,
    sum(leaf.outlook) as outlook
  from leaf
  join {{schema}}.series_nodes nodes on nodes.series_id = leaf.series_id
  cross join fiscal
  where not exists (
    select from part
    where (
      select count(*) from fact_month
      where fact_month.source = part.source
        and fact_month.month between part.first_month and part.last_month
    ) < part.last_index - part.first_index + 1)
  group by nodes.node_id, nodes.level, fiscal.s, fiscal.e
) bridge
join {{schema}}.series node on node.series_id = bridge.node_id
where runs.domain = '{{domain}}' and runs.previous_run_id is not null;
