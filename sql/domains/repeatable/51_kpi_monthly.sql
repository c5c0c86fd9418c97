-- kpi_monthly_{{domain}} [as-of month x level and keys x period x comparison]: a value against a reference.
-- `line` defines each comparison: which months of which source make up either side (month numbers m, the as-of
-- month, s and e, the first and last of its fiscal year). A side is there only if its source has every one of them.
-- Against a plan that covers every month, the value is that of the series within the plan's scope in each month.

create view {{schema}}.kpi_monthly_{{domain}} with (security_barrier) as
select
  runs.as_of_month,
  runs.run_id,
  figure.level,
  {{node_keys}},
  figure.period,
  {{schema}}.month_start(figure.period_start) as period_start,
  {{schema}}.month_start(figure.period_end) as period_end,
  figure.comparison,
  figure.value,
  figure.reference,
  figure.variance,
  domains.unit as variance_unit,
  case when figure.pct_status = 'ok' then (figure.variance / figure.reference)::double precision end as variance_pct,
  figure.pct_status,
  case domains.higher_is_better
    when 'true' then sign(figure.variance)
    when 'false' then -sign(figure.variance)
    else 0 * figure.variance
  end::smallint as impact,
  figure.months_actual,
  figure.months_forecast,
  figure.scope,
  figure.lower_80,
  figure.upper_80,
  domains.unit
from {{schema}}.current_run runs
join {{schema}}.domains domains on domains.domain = runs.domain
cross join {{schema}}.settings settings
cross join lateral (
  with fiscal as (
    select m, m - (m % 12 - settings.fiscal_year_start_month + 13) % 12 as s
    from (select {{schema}}.month_index(runs.as_of_month) as m) as_of
  ), line as (
    select line.*, {{schema}}.month_start(first_index) as first_month, {{schema}}.month_start(last_index) as last_month
    from (select m, s, s + 11 as e from fiscal) year
    cross join lateral (
      values
        ('month', 'ac_fc', m, m, 'value', 'ac', m, m),
        ('month', 'ac_fc', m, m, 'reference', 'pf', m, m),
        ('month', 'ac_py', m, m, 'value', 'ac', m, m),
        ('month', 'ac_py', m, m, 'reference', 'ac', m - 12, m - 12),
        ('month', 'ac_pl', m, m, 'value', 'ac', m, m),
        ('month', 'ac_pl', m, m, 'reference', 'pl', m, m),
        ('next_month', 'fc_prev', m + 1, m + 1, 'value', 'fc', m + 1, m + 1),
        ('next_month', 'fc_prev', m + 1, m + 1, 'reference', 'pf', m + 1, m + 1),
        ('next_month', 'outlook_py', m + 1, m + 1, 'value', 'fc', m + 1, m + 1),
        ('next_month', 'outlook_py', m + 1, m + 1, 'reference', 'ac', m - 11, m - 11),
        ('next_month', 'outlook_pl', m + 1, m + 1, 'value', 'fc', m + 1, m + 1),
        ('next_month', 'outlook_pl', m + 1, m + 1, 'reference', 'pl', m + 1, m + 1),
{{#flow}}
        ('ytd', 'ac_py', s, m, 'value', 'ac', s, m),
        ('ytd', 'ac_py', s, m, 'reference', 'ac', s - 12, m - 12),
        ('ytd', 'ac_pl', s, m, 'value', 'ac', s, m),
        ('ytd', 'ac_pl', s, m, 'reference', 'pl', s, m),
        ('r12', 'ac_py', m - 11, m, 'value', 'ac', m - 11, m),
        ('r12', 'ac_py', m - 11, m, 'reference', 'ac', m - 23, m - 12),
        ('fy', 'outlook_prev', s, e, 'value', 'ac', s, m),
        ('fy', 'outlook_prev', s, e, 'value', 'fc', m + 1, e),
        ('fy', 'outlook_prev', s, e, 'reference', 'ab', s, m - 1),
        ('fy', 'outlook_prev', s, e, 'reference', 'pf', m, e),
        ('fy', 'outlook_py', s, e, 'value', 'ac', s, m),
        ('fy', 'outlook_py', s, e, 'value', 'fc', m + 1, e),
        ('fy', 'outlook_py', s, e, 'reference', 'ac', s - 12, e - 12),
        ('fy', 'outlook_pl', s, e, 'value', 'ac', s, m),
        ('fy', 'outlook_pl', s, e, 'value', 'fc', m + 1, e),
        ('fy', 'outlook_pl', s, e, 'reference', 'pl', s, e),
        ('next12', 'fc_prev', m + 1, m + 11, 'value', 'fc', m + 1, m + 11),
        ('next12', 'fc_prev', m + 1, m + 11, 'reference', 'pf', m + 1, m + 11),
        ('next12', 'outlook_py', m + 1, m + 12, 'value', 'fc', m + 1, m + 12),
        ('next12', 'outlook_py', m + 1, m + 12, 'reference', 'ac', m - 11, m),
        ('next12', 'outlook_pl', m + 1, m + 12, 'value', 'fc', m + 1, m + 12),
        ('next12', 'outlook_pl', m + 1, m + 12, 'reference', 'pl', m + 1, m + 12)
{{/flow}}
{{#stock}}
        ('fy', 'outlook_prev', e, e, 'value', 'ac', e, m),
        ('fy', 'outlook_prev', e, e, 'value', 'fc', greatest(m + 1, e), e),
        ('fy', 'outlook_prev', e, e, 'reference', 'pf', e, e),
        ('fy', 'outlook_py', e, e, 'value', 'ac', e, m),
        ('fy', 'outlook_py', e, e, 'value', 'fc', greatest(m + 1, e), e),
        ('fy', 'outlook_py', e, e, 'reference', 'ac', e - 12, e - 12),
        ('fy', 'outlook_pl', e, e, 'value', 'ac', e, m),
        ('fy', 'outlook_pl', e, e, 'value', 'fc', greatest(m + 1, e), e),
        ('fy', 'outlook_pl', e, e, 'reference', 'pl', e, e),
        ('next12', 'outlook_py', m + 12, m + 12, 'value', 'fc', m + 12, m + 12),
        ('next12', 'outlook_py', m + 12, m + 12, 'reference', 'ac', m, m),
        ('next12', 'outlook_pl', m + 12, m + 12, 'value', 'fc', m + 12, m + 12),
        ('next12', 'outlook_pl', m + 12, m + 12, 'reference', 'pl', m + 12, m + 12)
{{/stock}}
    ) line (period, comparison, period_start, period_end, side, source, first_index, last_index)
  ), fact as materialized (
    select source, month, series_id, amount
    from {{schema}}.comparison_fact_{{domain}}
    where run_id = runs.run_id
      and month >= (select min(first_month) from line)
  ), fact_month as materialized (
    select distinct source, month from fact
  ), planned_month as (
    select attached.month, loads.scope
    from {{schema}}.run_plans attached
    join {{schema}}.plan_loads loads on loads.load_id = attached.load_id
    where attached.run_id = runs.run_id
  ), comparison as (
    select
      row_number() over (order by period, comparison) as id,
      period,
      comparison,
      period_start,
      period_end,
      coalesce(sum(months) filter (where side = 'value' and source = 'ac'), 0)::smallint as months_actual,
      coalesce(sum(months) filter (where side = 'value' and source = 'fc'), 0)::smallint as months_forecast,
      bool_and(months = months_there) filter (where side = 'value') as has_value,
      bool_and(months = months_there) filter (where side = 'reference') as has_reference,
      bool_or(source = 'pl') as has_plan
    from (
      select
        line.*,
        greatest(line.last_index - line.first_index + 1, 0) as months,
        (
          select count(*) from fact_month
          where fact_month.source = line.source
            and fact_month.month between line.first_month and line.last_month
        ) as months_there
      from line
    ) covered
    group by period, comparison, period_start, period_end
  ), planned_series as (
    select series.series_id, scopes.scope
    from (select distinct scope from planned_month) scopes
    join {{schema}}.series series on {{schema}}.is_within(series.keys, scopes.scope)
    where series.domain = '{{domain}}' and series.level = 'leaf'
  ), scope as (
    select
      comparison.period,
      comparison.comparison,
      case
        when count({{schema}}.scope_label(planned_month.scope)) > 0
          then string_agg(distinct coalesce({{schema}}.scope_label(planned_month.scope), '(all)'), '; ')
      end as scope
    from comparison
    join planned_month
      on planned_month.month between {{schema}}.month_start(comparison.period_start)
      and {{schema}}.month_start(comparison.period_end)
    where comparison.has_plan and comparison.has_reference
    group by comparison.period, comparison.comparison
  ), node as materialized (
    select distinct nodes.node_id, nodes.level
    from (select distinct series_id from fact) known
    join {{schema}}.series_nodes nodes on nodes.series_id = known.series_id
  )
  select figure.*
  from (
    -- Period by period, so that one that nobody asks for is never summed.
    values
      ('month'),
      ('next_month'),
{{#flow}}
      ('ytd'),
      ('r12'),
{{/flow}}
      ('fy'),
      ('next12')
  ) asked (period)
  cross join lateral (
    with line_month as materialized (
      select comparison.id, line.side, line.source, months.month::date as month, planned_month.scope
      from line
      join comparison on comparison.period = line.period and comparison.comparison = line.comparison
      cross join lateral generate_series(line.first_month, line.last_month, interval '1 month') months (month)
      left join planned_month
        on planned_month.month = months.month and comparison.has_plan and comparison.has_reference
      where line.period = asked.period
    ), counted as (
      select line_month.id, line_month.side, fact.series_id, fact.amount
      from fact
      join line_month on line_month.source = fact.source and line_month.month = fact.month
      where line_month.scope is null
      union all
      select line_month.id, line_month.side, fact.series_id, fact.amount
      from fact
      join line_month on line_month.source = fact.source and line_month.month = fact.month
      join planned_series
        on planned_series.series_id = fact.series_id and planned_series.scope = line_month.scope
    ), leaf as (
      select
        id,
        series_id,
        sum(amount) filter (where side = 'value') as value,
        sum(amount) filter (where side = 'reference') as reference
      from counted
      group by id, series_id
    ), part as (
      -- What the figures are made of, one below the other: planners misjudge a join of so many rows.
      select
        nodes.node_id, nodes.level, leaf.id, true as is_known, leaf.value, leaf.reference,
        null::numeric as lower_80, null::numeric as upper_80
      from leaf
      join {{schema}}.series_nodes nodes on nodes.series_id = leaf.series_id
      union all
      select node.node_id, node.level, comparison.id, true, null, null, null, null
      from node
      cross join comparison
      where comparison.period = asked.period
      union all
      select
        stored.series_id, stored.level, comparison.id, false, null, null, stored.lower_80, stored.upper_80
      from comparison
      cross join fiscal
      join {{schema}}.node_forecast_{{domain}} stored
        on stored.run_id = runs.run_id and stored.horizon = comparison.period_end - fiscal.m
      where comparison.period = asked.period
        and comparison.has_value and comparison.months_actual = 0 and comparison.months_forecast = 1
    ), sums as (
      select
        node_id,
        level,
        id,
        sum(value) as value,
        sum(reference) as reference,
        max(lower_80) as lower_80,
        max(upper_80) as upper_80
      from part
      group by node_id, level, id
      having bool_or(is_known)
    ), side as (
      select
        sums.node_id,
        sums.level,
        asked.period,
        comparison.comparison,
        comparison.period_start,
        comparison.period_end,
        comparison.months_actual,
        comparison.months_forecast,
        comparison.has_value,
        comparison.has_reference,
        comparison.has_plan,
        case when comparison.has_value then sums.value end as value,
        case when comparison.has_reference then sums.reference end as reference,
        sums.lower_80,
        sums.upper_80
      from sums
      join comparison on comparison.id = sums.id
    )
    select
      side.*,
      scope.scope,
      case
        when side.has_value and side.has_reference and (side.value is not null or side.reference is not null)
          then coalesce(side.value, 0) - coalesce(side.reference, 0)
      end as variance,
      case
        when scope.scope is not null and not exists (
            select from planned_month
            join {{schema}}.series series on series.series_id = side.node_id
            where planned_month.month between {{schema}}.month_start(side.period_start)
                and {{schema}}.month_start(side.period_end)
              and {{schema}}.overlaps(series.keys, planned_month.scope))
          then 'out_of_scope'
        when side.value is null then 'no_value'
        when not side.has_reference then 'no_reference'
        when side.reference is null and side.comparison in ('ac_py', 'outlook_py') then 'new'
        when side.reference is null and side.has_plan then 'not_planned'
        when side.reference is null then 'not_forecast'
        when side.reference = 0 then 'zero_base'
        when side.reference < 0 then 'negative_base'
        when side.value < 0 then 'sign_change'
        else 'ok'
      end as pct_status
    from side
    left join scope on scope.period = side.period and scope.comparison = side.comparison
  ) figure
) figure
join {{schema}}.series node on node.series_id = figure.node_id
where runs.domain = '{{domain}}';
