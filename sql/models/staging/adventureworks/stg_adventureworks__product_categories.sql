-- one row per product category
with source as (

    select * from {{ source('adventureworks', 'dim_product_category') }}

),

final as (

    select
        product_category_key,
        english_product_category_name as category
    from source

)

select * from final
