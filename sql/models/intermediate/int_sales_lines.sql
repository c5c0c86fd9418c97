-- one row per order line of either channel
{{ config(materialized='ephemeral') }}
with internet as (

    select * from {{ ref('stg_adventureworks__internet_sales') }}

),

reseller as (

    select * from {{ ref('stg_adventureworks__reseller_sales') }}

),

products as (

    select * from {{ ref('int_product_categories') }}

),

territories as (

    select * from {{ ref('stg_adventureworks__sales_territories') }}

),

lines as (

    select
        'Internet' as channel,
        internet.*
    from internet
    union all
    select
        'Reseller' as channel,
        reseller.*
    from reseller

),

-- left joins: a line whose product or territory is unknown stays, and the not-null contract refuses it
final as (

    select
        lines.month,
        territories.region,
        territories.country,
        lines.channel,
        products.category,
        products.product_alternate_key,
        products.product_name,
        lines.order_date,
        lines.currency_key,
        lines.units,
        -- amounts are in USD whatever the currency key says: nothing is converted
        lines.sales,
        lines.sales - lines.cost as profit
    from lines
    left join products on lines.product_key = products.product_key
    left join territories on lines.sales_territory_key = territories.sales_territory_key

)

select * from final
