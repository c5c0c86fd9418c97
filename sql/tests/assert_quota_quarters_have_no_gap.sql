-- one row per quarter of quotas that does not follow the quarter before it
with quotas as (

    select * from {{ ref('stg_adventureworks__sales_quotas') }}

),

quarters as (

    select
        quarter,
        lag(quarter) over (order by quarter) as quarter_before
    from (select distinct quarter from quotas) as distinct_quarters

),

final as (

    select *
    from quarters
    where quarter_before <> quarter - interval '3 months'

)

select * from final
