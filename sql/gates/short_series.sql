-- one row per series with fewer than 13 months up to the last complete one: no month to compare with a year before
-- severity: info
with last_month as (

    select max(month) as month
    from (
        select month
        from {{period}}
        where domain = {{domain}}
        group by month
        having bool_and(is_complete)
    ) as complete_months

),

series as (

    select
        to_json({{key_values}})::text as series,
        min(month) as first_month
    from {{dataset}}
    where array_position({{key_values}}, null) is null
    group by 1

),

lengths as (

    select
        series.series,
        series.first_month,
        (extract(year from age(last_month.month, series.first_month)) * 12
            + extract(month from age(last_month.month, series.first_month)) + 1)::integer as months
    from series
    inner join last_month on series.first_month <= last_month.month

),

final as (

    select
        series,
        first_month as month,
        months as count,
        'months of history: only ' || months || ', from ' || to_char(first_month, 'YYYY-MM') as message
    from lengths
    where months < 13

)

select * from final
