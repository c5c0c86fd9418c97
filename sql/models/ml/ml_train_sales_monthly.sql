-- one row per month, region, country, channel and category
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
        sales::numeric(18, 2) as sales,
        units::bigint as units,
        source_rows::bigint as source_rows
    from filled

)

select * from final
