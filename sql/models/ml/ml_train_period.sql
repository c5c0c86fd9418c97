-- one row per domain, source and month from the source's first month on
with sales as (

    select * from {{ ref('int_sales_completeness') }}

),

inventory as (

    select * from {{ ref('int_inventory_completeness') }}

),

final as (

    select
        domains.domain,
        lower(sales.channel) as source,
        sales.month,
        sales.is_complete,
        sales.reason
    from sales
    cross join (values ('sales'), ('profit')) as domains (domain)
    union all
    select
        'inventory' as domain,
        'stock' as source,
        month,
        is_complete,
        reason
    from inventory

)

select * from final
