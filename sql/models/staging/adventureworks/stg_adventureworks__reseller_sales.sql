-- one row per reseller order line
with source as (

    select * from {{ source('adventureworks', 'fact_reseller_sales') }}

),

final as (

    select
        sales_order_number,
        sales_order_line_number,
        product_key,
        sales_territory_key,
        currency_key,
        order_date,
        -- a period posts at its end, sometimes on the 1st after it: the day before the posting names the period
        {{ month_of('order_date - 1') }} as month,
        order_quantity as units,
        sales_amount as sales,
        total_product_cost as cost
    from source

)

select * from final
