-- one row per domain and month whose dataset is off its control total by more than the rounding of its rows
with totals as (

    select * from {{ ref('ml_train_control_total') }}

),

datasets as (

    select
        'sales' as domain,
        month,
        sales as value
    from {{ ref('ml_train_sales_monthly') }}
    union all
    select
        'profit' as domain,
        month,
        profit as value
    from {{ ref('ml_train_profit_monthly') }}
    union all
    select
        'inventory' as domain,
        month,
        inventory as value
    from {{ ref('ml_train_inventory_monthly') }}

),

expected as (

    select
        domain,
        month,
        sum(total) as total
    from totals
    where measure = domain
    group by domain, month

),

actual as (

    select
        domain,
        month,
        sum(value) as total,
        count(*) as leaf_rows
    from datasets
    group by domain, month

),

final as (

    select
        coalesce(expected.domain, actual.domain) as domain,
        coalesce(expected.month, actual.month) as month,
        expected.total as expected,
        actual.total as actual
    from expected
    full outer join actual
        on expected.domain = actual.domain and expected.month = actual.month
    where
        abs(coalesce(expected.total, 0) - coalesce(actual.total, 0))
        > 0.005 * coalesce(actual.leaf_rows, 0)

)

select * from final
