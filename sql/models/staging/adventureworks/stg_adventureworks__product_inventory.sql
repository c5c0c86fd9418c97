-- one row per product version and day
with source as (

    select * from {{ source('adventureworks', 'fact_product_inventory') }}

),

final as (

    select
        product_key,
        movement_date,
        unit_cost,
        units_in,
        units_out,
        units_balance
    from source

)

select * from final
