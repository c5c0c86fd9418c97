-- one row per month and category; the stock has no geography, so region and country say Company
with monthly as (

    select * from {{ ref('int_inventory_monthly') }}

),

final as (

    select
        month,
        'Company'::text as region,
        'Company'::text as country,
        category,
        inventory::numeric(18, 2) as inventory,
        units,
        inflow::numeric(18, 2) as inflow,
        outflow::numeric(18, 2) as outflow,
        revaluation::numeric(18, 2) as revaluation,
        source_rows
    from monthly

)

select * from final
