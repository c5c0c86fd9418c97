-- one row per series with negative values: kept as they are
-- severity: info
select
    to_json({{key_values}})::text as series,
    min(month) as month,
    count(*) as count,
    'negative months: ' || count(*) || ', the lowest ' || min({{value}})
    || ', the first ' || to_char(min(month), 'YYYY-MM') as message
from {{dataset}}
where
    array_position({{key_values}}, null) is null
    and {{value}} < 0
group by {{keys}}
