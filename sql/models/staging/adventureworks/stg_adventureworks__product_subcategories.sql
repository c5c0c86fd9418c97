-- one row per product subcategory
with source as (

    select * from {{ source('adventureworks', 'dim_product_subcategory') }}

),

final as (

    select
        product_subcategory_key,
        product_category_key,
        english_product_subcategory_name as subcategory
    from source

)

select * from final
