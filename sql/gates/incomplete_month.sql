-- one row per source and month that is not complete: no actual, and no forecast starts from it
-- severity: info
select
    null::text as series,
    month,
    1 as count,
    source || ': ' || reason as message
from {{period}}
where domain = {{domain}} and not is_complete
