-- one row per day on which a product version is missing from the stock: its value would be lost in silence
with daily as (

    select * from {{ ref('int_inventory_daily') }}

),

counted as (

    select
        movement_date,
        sum(products) as products,
        max(sum(products)) over () as most_products
    from daily
    group by movement_date

),

final as (

    select
        movement_date,
        products
    from counted
    where products < most_products

)

select * from final
