-- one row per month, channel and category whose products do not add up to the dataset of sales, amount or units
with products as (

    select
        month,
        channel,
        category,
        sum(sales) as sales,
        sum(units) as units
    from {{ ref('ml_train_sales_product_monthly') }}
    group by month, channel, category

),

datasets as (

    select
        month,
        channel,
        category,
        sum(sales) as sales,
        sum(units) as units
    from {{ ref('ml_train_sales_monthly') }}
    group by month, channel, category

),

final as (

    select
        coalesce(products.month, datasets.month) as month,
        coalesce(products.channel, datasets.channel) as channel,
        coalesce(products.category, datasets.category) as category,
        products.sales as product_sales,
        datasets.sales,
        products.units as product_units,
        datasets.units
    from products
    full outer join datasets
        on
            products.month = datasets.month
            and products.channel = datasets.channel
            and products.category = datasets.category
    where
        coalesce(products.sales, 0) <> coalesce(datasets.sales, 0)
        or coalesce(products.units, 0) <> coalesce(datasets.units, 0)

)

select * from final
