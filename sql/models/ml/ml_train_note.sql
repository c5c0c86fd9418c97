-- one row per thing that a reader of these facts must know: domain, code and, where it is about one, month
with monthly as (

    select * from {{ ref('int_sales_monthly') }}

),

periods as (

    select * from {{ ref('int_sales_periods') }}

),

stock as (

    select * from {{ ref('int_inventory_monthly') }}

),

products as (

    select * from {{ ref('int_product_categories') }}

),

stock_completeness as (

    select * from {{ ref('int_inventory_completeness') }}

),

quotas as (

    select * from {{ ref('stg_adventureworks__sales_quotas') }}

),

plans as (

    select * from {{ ref('ml_train_sales_plan') }}

),

sales_completeness as (

    select * from {{ ref('int_sales_completeness') }}

),

stock_days as (

    select * from {{ ref('stg_adventureworks__product_inventory') }}

),

flow_domains as (

    select *
    from (values ('sales'), ('profit')) as domains (domain)

),

posting_shift as (

    select
        flow_domains.domain,
        'posting_shift' as code,
        periods.month,
        1 as count,
        'reseller sales of '
        || to_char(periods.shifted_sales, 'FM999,999,999,990')
        || ' USD posted on '
        || periods.last_date
        || ' belong to the period before: counted in '
        || to_char(periods.month, 'YYYY-MM')
        || '; at its own month end the period was not yet complete' as message
    from periods
    cross join flow_domains
    where periods.shifted_sales is not null

),

posting_shift_total as (

    select
        flow_domains.domain,
        'posting_shift_total' as code,
        null::date as month,
        count(*) as count,
        count(*)
        || ' postings, '
        || to_char(sum(periods.shifted_sales), 'FM999,999,999,990')
        || ' USD of reseller sales, are counted a month before their order date' as message
    from periods
    cross join flow_domains
    where periods.shifted_sales is not null
    group by flow_domains.domain

),

starts as (

    select
        channel || ', ' || country as market,
        min(month) as month
    from monthly
    group by channel, country
    union all
    select
        channel || ', ' || category as market,
        min(month) as month
    from monthly
    group by channel, category

),

late_start as (

    select
        flow_domains.domain,
        'late_start' as code,
        starts.month,
        1 as count,
        starts.market
        || ': no facts before '
        || to_char(starts.month, 'YYYY-MM')
        || ', so its history is shorter than the domain''s' as message
    from starts
    cross join flow_domains
    -- the first month is a partial one: what starts right after it starts with the domain
    where starts.month > (select min(monthly.month) + interval '1 month' from monthly)

),

foreign_currency as (

    select
        flow_domains.domain,
        'currency' as code,
        null::date as month,
        sum(monthly.foreign_rows) as count,
        'order lines carry another currency key, yet every amount is in USD: nothing is converted' as message
    from monthly
    cross join flow_domains
    group by flow_domains.domain
    having sum(monthly.foreign_rows) > 0

),

loss_lines as (

    select
        'profit' as domain,
        'loss_making_lines' as code,
        null::date as month,
        sum(loss_rows) as count,
        'order lines sold below product cost, in '
        || channel
        || ': kept; a percentage of profit means nothing where it changes sign' as message
    from monthly
    group by channel
    having sum(loss_rows) > 0

),

product_versions as (

    select
        domains.domain,
        'product_versions' as code,
        null::date as month,
        count(*) as count,
        count(*)
        || ' product keys are versions of '
        || count(distinct products.product_alternate_key)
        || ' products: compare products by alternate key' as message
    from products
    cross join (values ('sales'), ('profit'), ('inventory')) as domains (domain)
    group by domains.domain
    having count(*) > count(distinct products.product_alternate_key)

),

uncategorised as (

    select
        'inventory' as domain,
        'uncategorised_products' as code,
        null::date as month,
        count(*) as count,
        'product keys have no category: their stock is in Uncategorised' as message
    from products
    where category = 'Uncategorised'
    having count(*) > 0

),

no_geography as (

    select
        'inventory' as domain,
        'no_geography' as code,
        null::date as month,
        sum(source_rows) as count,
        'stock rows have no place: region and country are Company' as message
    from stock

),

negative_balance as (

    select
        'inventory' as domain,
        'negative_balance' as code,
        null::date as month,
        sum(negative_rows) as count,
        'stock rows have a negative balance: kept, so that the stock ties to its facts' as message
    from stock
    having sum(negative_rows) > 0

),

last_stock as (

    select max(month) as month
    from stock_completeness
    where is_complete

),

not_current as (

    select
        'inventory' as domain,
        'not_current' as code,
        stock.month,
        (
            select count(*) from products
            where not products.is_current
        ) as count,
        'product keys that are not Current hold '
        || round(100 * sum(stock.inventory_not_current) / sum(stock.inventory))
        || ' % of the stock''s value: every key is counted' as message
    from stock
    inner join last_stock on stock.month = last_stock.month
    group by stock.month
    having sum(stock.inventory) <> 0

),

unchanged as (

    select
        'inventory' as domain,
        'unchanged_products' as code,
        null::date as month,
        count(*) as count,
        'product keys never change their balance: kept' as message
    from (
        select product_key
        from stock_days
        group by product_key
        having min(units_balance) = max(units_balance)
    ) as still
    having count(*) > 0

),

complete_months as (

    select month
    from sales_completeness
    group by month
    having bool_and(is_complete)
    intersect
    select month
    from stock_completeness
    where is_complete

),

cost_of_sales as (

    select
        monthly.category,
        sum(monthly.sales - monthly.profit) as cost
    from monthly
    inner join complete_months on monthly.month = complete_months.month
    group by monthly.category

),

outflow as (

    select
        stock.category,
        count(*) as months,
        sum(stock.outflow) as outflow
    from stock
    inner join complete_months on stock.month = complete_months.month
    group by stock.category

),

inventory_cost as (

    select
        'inventory' as domain,
        'inventory_cost' as code,
        null::date as month,
        outflow.months as count,
        outflow.category
        || ': the outflow of these months is '
        || round(100 * outflow.outflow / cost_of_sales.cost)
        || ' % of the cost of sales; the two are not the same cost' as message
    from outflow
    inner join cost_of_sales on outflow.category = cost_of_sales.category
    where cost_of_sales.cost <> 0

),

unplanned_quarters as (

    select
        'sales' as domain,
        'unplanned_quarter' as code,
        quarters.quarter as month,
        1 as count,
        'the quota of the quarter, '
        || to_char(quarters.quota, 'FM999,999,999,990')
        || ' USD, has no sales of the year before to be spread by: the quarter has no plan' as message
    from (
        select
            quarter,
            sum(quota) as quota
        from quotas
        group by quarter
    ) as quarters
    where not exists (
        select 1 from plans
        where date_trunc('quarter', plans.month::timestamp) = quarters.quarter
    )

),

notes as (

    select * from posting_shift
    union all
    select * from posting_shift_total
    union all
    select * from late_start
    union all
    select * from foreign_currency
    union all
    select * from loss_lines
    union all
    select * from product_versions
    union all
    select * from uncategorised
    union all
    select * from no_geography
    union all
    select * from negative_balance
    union all
    select * from not_current
    union all
    select * from unchanged
    union all
    select * from inventory_cost
    union all
    select * from unplanned_quarters

),

final as (

    select
        domain::text as domain,
        code::text as code,
        month,
        count::bigint as count,
        message::text as message
    from notes

)

select * from final
