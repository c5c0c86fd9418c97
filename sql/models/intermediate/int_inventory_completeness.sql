-- one row per month; a month is judged by its own facts alone, so later facts never change it
{{ config(materialized='view') }}
with monthly as (

    select * from {{ ref('int_inventory_monthly') }}

),

periods as (

    select
        month,
        min(first_date) as first_date,
        max(last_date) as last_date,
        max(last_movement) as last_movement
    from monthly
    group by month

),

-- balances are carried forward on their own: a month whose movements do not reach its end is not observed
judged as (

    select
        month,
        case
            when first_date > month
                then 'begins ' || first_date || ', after the first day'
            when last_date < {{ month_end('month') }}
                then 'ends ' || last_date || ', before the last day'
            when last_movement is null
                then 'no movements in the month, balances carried forward'
            when last_movement < {{ month_end('month') }}
                then 'movements end ' || last_movement || ', before the last day'
        end as missing
    from periods

),

final as (

    select
        month,
        missing is null as is_complete,
        coalesce(missing, 'complete') as reason
    from judged

)

select * from final
