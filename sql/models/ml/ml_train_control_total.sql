-- one row per domain, source, month and measure: exact totals straight from the facts, past staging and intermediate
with internet as (

    select * from {{ source('adventureworks', 'fact_internet_sales') }}

),

reseller as (

    select * from {{ source('adventureworks', 'fact_reseller_sales') }}

),

inventory as (

    select * from {{ source('adventureworks', 'fact_product_inventory') }}

),

sales_totals as (

    select
        'internet' as source,
        date_trunc('month', order_date::timestamp)::date as month,
        sum(sales_amount) as sales,
        sum(sales_amount - total_product_cost) as profit,
        sum(order_quantity) as units,
        count(*) as source_rows
    from internet
    group by 2
    union all
    select
        'reseller' as source,
        date_trunc('month', order_date::timestamp - interval '1 day')::date as month,
        sum(sales_amount) as sales,
        sum(sales_amount - total_product_cost) as profit,
        sum(order_quantity) as units,
        count(*) as source_rows
    from reseller
    group by 2

),

daily_stock as (

    select
        movement_date,
        sum(units_balance * unit_cost) as inventory,
        sum(units_balance) as units,
        sum(units_in * unit_cost) as inflow,
        sum(units_out * unit_cost) as outflow,
        count(*) as source_rows
    from inventory
    group by movement_date

),

stock_totals as (

    select
        date_trunc('month', movement_date::timestamp)::date as month,
        (array_agg(inventory order by movement_date desc))[1] as inventory,
        (array_agg(units order by movement_date desc))[1] as units,
        sum(inflow) as inflow,
        sum(outflow) as outflow,
        sum(source_rows) as source_rows
    from daily_stock
    group by 1

),

final as (

    select
        measures.domain,
        sales_totals.source,
        measures.measure,
        sales_totals.month,
        measures.total::numeric(30, 4) as total
    from sales_totals
    cross join lateral (
        values
        ('sales', 'sales', sales),
        ('sales', 'units', units),
        ('sales', 'source_rows', source_rows),
        ('profit', 'profit', profit),
        ('profit', 'units', units),
        ('profit', 'source_rows', source_rows)
    ) as measures (domain, measure, total)
    union all
    select
        'inventory' as domain,
        'stock' as source,
        measures.measure,
        stock_totals.month,
        measures.total::numeric(30, 4) as total
    from stock_totals
    cross join lateral (
        values
        ('inventory', inventory),
        ('units', units),
        ('inflow', inflow),
        ('outflow', outflow),
        ('source_rows', source_rows)
    ) as measures (measure, total)

)

select * from final
