-- one row per series and month with more than one row
-- severity: stop
select
    to_json({{key_values}})::text as series,
    month,
    count(*) as count,
    count(*) || ' rows for one series and month' as message
from {{dataset}}
where array_position({{key_values}}, null) is null
group by {{keys}}, month
having count(*) > 1
