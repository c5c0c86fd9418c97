-- one row per product and day that costs another number in another currency: then amounts were not all in USD
with internet as (

    select * from {{ ref('stg_adventureworks__internet_sales') }}

),

final as (

    select
        product_key,
        order_date,
        min(sales / units) as lowest,
        max(sales / units) as highest
    from internet
    group by product_key, order_date
    having min(sales / units) <> max(sales / units) and count(distinct currency_key) > 1

)

select * from final
