-- one row per internet order line
with source as (

    select * from {{ source('adventureworks', 'fact_internet_sales') }}

),

final as (

    select
        sales_order_number,
        sales_order_line_number,
        product_key,
        sales_territory_key,
        currency_key,
        order_date,
        -- internet orders post daily: the calendar month is the period
        {{ month_of('order_date') }} as month,
        order_quantity as units,
        sales_amount as sales,
        total_product_cost as cost
    from source

)

select * from final
