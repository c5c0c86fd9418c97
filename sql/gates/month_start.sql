-- one row per month value that is not a first day
-- severity: stop
select
    null::text as series,
    date_trunc('month', month::timestamp)::date as month,
    count(*) as count,
    coalesce('month ' || month, 'a null month') || ' is not the first day of a month' as message
from {{dataset}}
where month is null or month = 'infinity' or month = '-infinity' or extract(day from month) <> 1
group by month
