-- one row per sales territory
with source as (

    select * from {{ source('adventureworks', 'dim_sales_territory') }}

),

final as (

    select
        sales_territory_key,
        sales_territory_region as territory,
        sales_territory_country as country,
        sales_territory_group as region
    from source

)

select * from final
