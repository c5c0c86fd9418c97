-- one row per month and category; the value is that of the month's last day of stock
with daily as (

    select
        *,
        {{ month_of('movement_date') }} as month
    from {{ ref('int_inventory_daily') }}

),

ranged as (

    select
        *,
        min(movement_date) over (partition by month) as first_date,
        max(movement_date) over (partition by month) as last_date
    from daily

),

rounded as (

    select
        month,
        category,
        first_date,
        last_date,
        max(movement_date) filter (where units_moved <> 0) as last_movement,
        (sum(balance_before) filter (where movement_date = first_date))::numeric(18, 2) as first_balance,
        (sum(balance) filter (where movement_date = last_date))::numeric(18, 2) as inventory,
        (sum(units) filter (where movement_date = last_date))::bigint as units,
        sum(inflow)::numeric(18, 2) as inflow,
        sum(outflow)::numeric(18, 2) as outflow,
        sum(balance_not_current) filter (where movement_date = last_date) as inventory_not_current,
        sum(negative_rows)::bigint as negative_rows,
        sum(products)::bigint as source_rows
    from ranged
    group by month, category, first_date, last_date

),

-- a category's first month opens with the stock before its first day's movements
opened as (

    select
        *,
        coalesce(
            lag(inventory) over (partition by category order by month), first_balance
        )::numeric(18, 2) as opening
    from rounded

),

final as (

    select
        month,
        category,
        first_date,
        last_date,
        last_movement,
        opening,
        inventory,
        units,
        inflow,
        outflow,
        -- what cost changes did to the stock: the rest by definition, so that the bridge closes to the cent
        (inventory - opening - inflow + outflow)::numeric(18, 2) as revaluation,
        inventory_not_current,
        negative_rows,
        source_rows
    from opened

)

select * from final
