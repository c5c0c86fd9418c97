-- one row per day and category, over every product version whatever its status or validity
with inventory as (

    select * from {{ ref('stg_adventureworks__product_inventory') }}

),

products as (

    select * from {{ ref('int_product_categories') }}

),

final as (

    select
        inventory.movement_date,
        products.category,
        sum(inventory.units_balance * inventory.unit_cost) as balance,
        sum((inventory.units_balance - inventory.units_in + inventory.units_out) * inventory.unit_cost)
            as balance_before,
        sum(inventory.units_balance)::bigint as units,
        sum(inventory.units_in * inventory.unit_cost) as inflow,
        sum(inventory.units_out * inventory.unit_cost) as outflow,
        sum(inventory.units_balance * inventory.unit_cost) filter (where not products.is_current)
            as balance_not_current,
        sum(inventory.units_in + inventory.units_out)::bigint as units_moved,
        count(*) filter (where inventory.units_balance < 0)::bigint as negative_rows,
        count(*)::bigint as products
    from inventory
    left join products on inventory.product_key = products.product_key
    group by inventory.movement_date, products.category

)

select * from final
