-- one row per month, region, country, channel and category that has order lines
with lines as (

    select * from {{ ref('int_sales_lines') }}

),

final as (

    select
        month,
        region,
        country,
        channel,
        category,
        -- the only rounding: every total above is a sum of these
        sum(sales)::numeric(18, 2) as sales,
        sum(profit)::numeric(18, 2) as profit,
        sum(units)::bigint as units,
        count(*)::bigint as source_rows,
        count(*) filter (where profit < 0)::bigint as loss_rows,
        count(*) filter (where currency_key <> {{ var('usd_currency_key') }})::bigint as foreign_rows,
        min(order_date) as first_date,
        max(order_date) as last_date,
        sum(sales) filter (where {{ month_of('order_date') }} <> month) as shifted_sales
    from lines
    group by month, region, country, channel, category

)

select * from final
