-- one row per series of a stock with complete months after its first that have no row: a stock is never zero by absence
-- severity: stop
-- kind: stock
with complete_months as (

    select month
    from {{period}}
    where domain = {{domain}}
    group by month
    having bool_and(is_complete)

),

stock as (

    select
        to_json({{key_values}})::text as series,
        month
    from {{dataset}}
    where array_position({{key_values}}, null) is null

),

series as (

    select
        series,
        min(month) as first_month
    from stock
    group by series

),

final as (

    select
        series.series,
        min(complete_months.month) as month,
        count(*) as count,
        'complete months without a stock: ' || count(*) || ', the first '
        || to_char(min(complete_months.month), 'YYYY-MM') as message
    from series
    inner join complete_months on complete_months.month > series.first_month
    where not exists (
        select 1
        from stock
        where stock.series = series.series and stock.month = complete_months.month
    )
    group by series.series

)

select * from final
