-- one row per note that the datasets' own models leave about their facts
-- severity: info
-- needs: ml_train_note
select
    code,
    null::text as series,
    month,
    count,
    message
from {{note}}
where domain = {{domain}}
