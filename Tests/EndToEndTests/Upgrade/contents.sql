-- One row per table and view of schema ml: name, columns, number of rows, MD5 over the rows in order.
set timezone = 'UTC';
with relations as (
  select
    relname as name,
    string_agg(format('%I', attname), ', ' order by attnum) as columns
  from pg_class
  join pg_namespace on pg_namespace.oid = relnamespace
  join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped
  where nspname = 'ml' and relkind in ('r', 'p', 'v')
  group by relname
)

select format(
  $$select %L, %L, count(*), md5(coalesce(string_agg(t::text, E'\n' order by t::text collate "C"), ''))
  from (select %s from ml.%I) t$$, name, columns, columns, name)
from relations
order by name collate "C"
\gexec
