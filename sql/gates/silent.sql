-- one row per series whose facts stop before the last complete month: what follows counts as zero
-- severity: info
-- kind: flow
with complete_months as (

    select month
    from {{period}}
    where domain = {{domain}}
    group by month
    having bool_and(is_complete)

),

ranges as (

    select
        to_json({{key_values}})::text as series,
        max(month) as last_month
    from {{dataset}} as dataset
    where
        array_position({{key_values}}, null) is null
        and coalesce((to_jsonb(dataset) ->> 'source_rows')::numeric, 1) > 0
    group by 1

),

final as (

    select
        ranges.series,
        min(complete_months.month) as month,
        count(*) as count,
        'no facts after ' || to_char(ranges.last_month, 'YYYY-MM')
        || '; complete months counted as zero: ' || count(*) as message
    from ranges
    inner join complete_months on complete_months.month > ranges.last_month
    group by ranges.series, ranges.last_month

)

select * from final
