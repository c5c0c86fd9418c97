-- one row per month of the dataset that no source reports on
-- severity: stop
select
    null::text as series,
    dataset.month,
    count(*) as count,
    'ml_train_period has no row for the month: nobody knows whether it is complete' as message
from {{dataset}} as dataset
where not exists (
    select 1
    from {{period}} as period
    where period.domain = {{domain}} and period.month = dataset.month
)
group by dataset.month
