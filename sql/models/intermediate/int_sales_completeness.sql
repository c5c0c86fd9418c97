-- one row per channel and month; a month is judged by its own facts alone, so later facts never change it
{{ config(materialized='view') }}
with periods as (

    select * from {{ ref('int_sales_periods') }}

),

judged as (

    select
        channel,
        month,
        case
            when source_rows = 0
                then 'nothing posted for the month'
            -- resellers post once a period: posted is complete
            when channel = 'Reseller'
                then null
            when source_begins > month
                then 'begins ' || source_begins || ', after the first day'
            when last_date < {{ month_end('month') }}
                then 'ends ' || last_date || ', before the last day'
        end as missing
    from periods

),

final as (

    select
        channel,
        month,
        missing is null as is_complete,
        coalesce(missing, 'complete') as reason
    from judged

)

select * from final
