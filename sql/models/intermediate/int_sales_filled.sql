-- one row per month and leaf series: months with order lines, and complete months without any as zero
with monthly as (

    select * from {{ ref('int_sales_monthly') }}

),

completeness as (

    select * from {{ ref('int_sales_completeness') }}

),

complete_months as (

    select month
    from completeness
    group by month
    having bool_and(is_complete)

),

series as (

    select
        region,
        country,
        channel,
        category,
        min(month) as first_month
    from monthly
    group by region, country, channel, category

),

empty_months as (

    select
        complete_months.month,
        series.region,
        series.country,
        series.channel,
        series.category
    from series
    inner join complete_months on series.first_month < complete_months.month
    left join monthly
        on
            complete_months.month = monthly.month
            and series.region = monthly.region
            and series.country = monthly.country
            and series.channel = monthly.channel
            and series.category = monthly.category
    where monthly.month is null

),

final as (

    select
        month,
        region,
        country,
        channel,
        category,
        sales,
        profit,
        units,
        source_rows
    from monthly
    union all
    select
        month,
        region,
        country,
        channel,
        category,
        0::numeric(18, 2) as sales,
        0::numeric(18, 2) as profit,
        0 as units,
        0 as source_rows
    from empty_months

)

select * from final
