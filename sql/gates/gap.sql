-- one row per series with complete months between its first and last facts that have none: they count as zero
-- severity: warning
-- kind: flow
with complete_months as (

    select month
    from {{period}}
    where domain = {{domain}}
    group by month
    having bool_and(is_complete)

),

-- a row without source rows is a month that was filled; datasets without that column hold facts only
facts as (

    select
        to_json({{key_values}})::text as series,
        month
    from {{dataset}} as dataset
    where
        array_position({{key_values}}, null) is null
        and coalesce((to_jsonb(dataset) ->> 'source_rows')::numeric, 1) > 0

),

ranges as (

    select
        series,
        min(month) as first_month,
        max(month) as last_month
    from facts
    group by series

),

final as (

    select
        ranges.series,
        min(complete_months.month) as month,
        count(*) as count,
        'complete months without facts, counted as zero: ' || count(*) || ', the first '
        || to_char(min(complete_months.month), 'YYYY-MM') as message
    from ranges
    inner join complete_months
        on complete_months.month > ranges.first_month and complete_months.month < ranges.last_month
    where not exists (
        select 1
        from facts
        where facts.series = ranges.series and facts.month = complete_months.month
    )
    group by ranges.series

)

select * from final
