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

begun as (

    select
        channel,
        min(month) as first_month,
        max(max(month)) over () as last_month
    from posted
    group by channel

),

-- a channel is waited for from its first month on, not before
months as (

    select
        begun.channel,
        generate_series(
            begun.first_month::timestamp, begun.last_month::timestamp, interval '1 month'
        )::date as month
    from begun

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
