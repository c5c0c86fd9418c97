-- one row per month and category whose bridge does not close to the cent or whose month before is missing
with inventory as (

    select * from {{ ref('ml_train_inventory_monthly') }}

),

opened as (

    select
        month,
        category,
        inventory,
        inflow,
        outflow,
        revaluation,
        lag(inventory) over (partition by category order by month) as opening,
        lag(month) over (partition by category order by month) as month_before
    from inventory

),

final as (

    select
        month,
        category,
        inventory
    from opened
    where
        month_before is not null
        and (
            month_before <> month - interval '1 month'
            or opening + inflow - outflow + revaluation <> inventory
        )

)

select * from final
