-- one row per channel and month, from the channel's first month to the last month of any channel
{{ config(materialized='view') }}
with monthly as (

    select * from {{ ref('int_sales_monthly') }}

),

posted as (

    select
        channel,
        month,
        min(first_date) as first_date,
        max(last_date) as last_date,
        sum(source_rows)::bigint as source_rows,
        sum(shifted_sales) as shifted_sales
    from monthly
    group by channel, month

),

-- a channel is waited for from its first month on, not before
months as (

    select
        begun.channel,
        series.month::date as month
    from (select channel, min(month) as month from posted group by channel) as begun
    cross join lateral generate_series(
        begun.month::timestamp, (select max(month) from posted)::timestamp, interval '1 month'
    ) as series (month)

),

final as (

    select
        months.channel,
        months.month,
        posted.first_date,
        posted.last_date,
        posted.shifted_sales,
        coalesce(posted.source_rows, 0) as source_rows,
        min(posted.first_date) over (partition by months.channel) as source_begins
    from months
    left join posted on months.channel = posted.channel and months.month = posted.month

)

select * from final
