-- one row per month, region, country, channel and category; profit is gross: sales less product cost
with filled as (

    select * from {{ ref('int_sales_filled') }}

),

final as (

    select
        month,
        region,
        country,
        channel,
        category,
        profit::numeric(18, 2) as profit,
        units::bigint as units,
        source_rows::bigint as source_rows
    from filled

)

select * from final
