-- one row per month, channel, category and product that has order lines; prices differ by channel, not by country
with products as (

    select * from {{ ref('int_sales_products') }}

),

final as (

    select
        month,
        channel,
        category,
        product_code,
        max(product_name) as product_name,
        sum(sales)::numeric(18, 2) as sales,
        sum(units)::bigint as units,
        sum(source_rows)::bigint as source_rows
    from products
    group by month, channel, category, product_code

)

select * from final
