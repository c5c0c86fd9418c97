-- one row if the dataset has none
-- severity: stop
select
    null::text as series,
    null::date as month,
    0 as count,
    {{dataset_name}} || ' is empty' as message
where not exists (select 1 from {{dataset}})
