-- one row per domain, source, measure and month: exact totals straight from the facts
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
    group by month
    union all
    select
        'reseller' as source,
        date_trunc('month', order_date::timestamp - interval '1 day')::date as month,
        sum(sales_amount) as sales,
        sum(sales_amount - total_product_cost) as profit,
        sum(order_quantity) as units,
        count(*) as source_rows
    from reseller
    group by month

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
    group by month

),

final as (

    select
        measures.domain,
        sales_totals.source,
        measures.measure,
        sales_totals.month,
        measures.total::numeric(30, 4) as total
    from sales_totals
    cross join
        lateral (
            values
            ('sales', 'sales', sales_totals.sales),
            ('sales', 'units', sales_totals.units),
            ('sales', 'source_rows', sales_totals.source_rows),
            ('profit', 'profit', sales_totals.profit),
            ('profit', 'units', sales_totals.units),
            ('profit', 'source_rows', sales_totals.source_rows)
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
        ('inventory', stock_totals.inventory),
        ('units', stock_totals.units),
        ('inflow', stock_totals.inflow),
        ('outflow', stock_totals.outflow),
        ('source_rows', stock_totals.source_rows)
    ) as measures (measure, total)

)

select * from final
