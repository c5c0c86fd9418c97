-- one row per product version, every version, whatever its status or dates
with products as (

    select * from {{ ref('stg_adventureworks__products') }}

),

subcategories as (

    select * from {{ ref('stg_adventureworks__product_subcategories') }}

),

categories as (

    select * from {{ ref('stg_adventureworks__product_categories') }}

),

final as (

    select
        products.product_key,
        products.product_alternate_key,
        -- what the newest version is called
        first_value(products.product_name) over (
            partition by products.product_alternate_key
            order by products.product_key desc
        ) as product_name,
        products.is_current,
        coalesce(categories.category, 'Uncategorised') as category
    from products
    left join subcategories
        on products.product_subcategory_key = subcategories.product_subcategory_key
    left join categories
        on subcategories.product_category_key = categories.product_category_key

)

select * from final
