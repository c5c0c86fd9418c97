-- one row per employee and quarter; quotas cover reseller sales only
{{ config(materialized='table') }}
with source as (

    select * from {{ source('adventureworks', 'fact_sales_quota') }}

),

final as (

    select
        employee_key,
        date as set_on,
        -- calendar_quarter labels a quota set days before its quarter a quarter early
        date_trunc('quarter', (date + 15)::timestamp)::date as quarter,
        sales_amount_quota as quota
    from source

)

select * from final
