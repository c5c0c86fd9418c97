-- one row per plan version (a quarter), month, region, country, channel and category: quotas of reseller sales
with quotas as (

    select * from {{ ref('stg_adventureworks__sales_quotas') }}

),

sales as (

    select * from {{ ref('int_sales_filled') }}

),

completeness as (

    select * from {{ ref('int_sales_completeness') }}

),

periods as (

    select * from {{ ref('int_sales_periods') }}

),

quarters as (

    select
        quarter,
        sum(quota) as quota
    from quotas
    group by quarter

),

-- a quarter is spread by the sales of the same months a year before, all of them known when it begins
prior_months as (

    select
        quarters.quarter,
        periods.month
    from quarters
    inner join periods
        on
            periods.month >= quarters.quarter - interval '1 year'
            and periods.month < quarters.quarter - interval '9 months'
            and periods.last_date < quarters.quarter
    inner join completeness
        on
            periods.channel = completeness.channel
            and periods.month = completeness.month
            and completeness.is_complete
    where periods.channel = 'Reseller'

),

spread_quarters as (

    select quarter
    from prior_months
    group by quarter
    having count(*) = 3

),

shares as (

    select
        prior_months.quarter,
        (sales.month + interval '1 year')::date as month,
        sales.region,
        sales.country,
        sales.channel,
        sales.category,
        sum(sales.sales) over (partition by prior_months.quarter) as prior_sales,
        sum(sales.sales) over (
            partition by prior_months.quarter
            order by
                sales.month,
                sales.region collate "C",
                sales.country collate "C",
                sales.category collate "C"
        ) as sales_so_far
    from prior_months
    inner join spread_quarters on prior_months.quarter = spread_quarters.quarter
    inner join sales on prior_months.month = sales.month
    where sales.channel = 'Reseller' and sales.sales > 0

),

-- what is rounded is the running total, so that the cents of a quarter add up to its quota
running as (

    select
        shares.*,
        round(quarters.quota * shares.sales_so_far / shares.prior_sales, 2) as planned_so_far
    from shares
    inner join quarters on shares.quarter = quarters.quarter

),

allocated as (

    select
        running.*,
        planned_so_far - lag(planned_so_far, 1, 0) over (
            partition by quarter
            order by month, region collate "C", country collate "C", category collate "C"
        ) as plan
    from running

),

final as (

    select
        to_char(quarter, '"quota "YYYY"-Q"Q') as plan_version,
        month,
        region,
        country,
        channel,
        category,
        plan::numeric(18, 2) as plan,
        true as is_allocated,
        array['channel=Reseller'] as scope
    from allocated

)

select * from final
