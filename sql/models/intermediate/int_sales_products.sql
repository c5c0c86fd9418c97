-- one row per month, region, country, channel, category and product that has order lines, whatever its version
with lines as (

    select * from {{ ref('int_sales_lines') }}

),

summed as (

    select
        month,
        region,
        country,
        channel,
        category,
        product_alternate_key as product_code,
        max(product_name) as product_name,
        sum(sales) as sales,
        sum(units)::bigint as units,
        count(*)::bigint as source_rows
    from lines
    group by month, region, country, channel, category, product_alternate_key

),

-- what is rounded is the running total, so that the cents of a series' products add up to the series
running as (

    select
        *,
        round(sum(sales) over (
            partition by month, region, country, channel, category
            order by product_code collate "C"
        ), 2) as sales_so_far
    from summed

),

final as (

    select
        month,
        region,
        country,
        channel,
        category,
        product_code,
        product_name,
        (sales_so_far - lag(sales_so_far, 1, 0) over (
            partition by month, region, country, channel, category
            order by product_code collate "C"
        ))::numeric(18, 2) as sales,
        units,
        source_rows
    from running

)

select * from final
