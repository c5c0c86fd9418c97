-- one row per quarter whose plan is not its quota to the cent; quarters without a prior year have no plan
with quotas as (

    select * from {{ ref('stg_adventureworks__sales_quotas') }}

),

plan as (

    select * from {{ ref('ml_train_sales_plan') }}

),

quarterly_quotas as (

    select
        quarter,
        sum(quota) as quota
    from quotas
    group by quarter

),

quarterly_plans as (

    select
        date_trunc('quarter', month::timestamp)::date as quarter,
        sum(plan) as plan
    from plan
    group by 1

),

final as (

    select
        quarterly_quotas.quarter,
        quarterly_quotas.quota,
        quarterly_plans.plan
    from quarterly_quotas
    left join quarterly_plans on quarterly_quotas.quarter = quarterly_plans.quarter
    where
        quarterly_plans.plan <> quarterly_quotas.quota
        or (quarterly_plans.plan is null and quarterly_quotas.quarter >= '2012-01-01')

)

select * from final
