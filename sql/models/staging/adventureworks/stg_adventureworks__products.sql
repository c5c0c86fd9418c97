-- one row per product version
with source as (

    select * from {{ source('adventureworks', 'dim_product') }}

),

final as (

    select
        product_key,
        product_alternate_key,
        product_subcategory_key,
        english_product_name as product_name,
        coalesce(status = 'Current', false) as is_current
    from source

)

select * from final
