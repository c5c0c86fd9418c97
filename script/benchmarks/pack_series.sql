-- ml_train_sales_monthly [month x leaf series] and what the quality gates ask for beside it: :series series in 100
-- countries x 4 channels x categories, 36 months to November 2013, every value from whole numbers.

create schema if not exists ml;

create table ml.ml_train_sales_monthly as
select
  month::date as month,
  'Region ' || leaf % 5 as region,
  'Country ' || lpad((leaf % 100)::text, 3, '0') as country,
  'Channel ' || leaf / 100 % 4 as channel,
  'Category ' || lpad((leaf / 400)::text, 3, '0') as category,
  (
    (1000 + leaf * 7919 % 9973) * (100 + extract(year from month)::int % 10 * 6 + extract(month from month)::int)
    + (leaf * 31 + extract(epoch from month)::bigint / 86400 * 17) % 5003
  )::numeric(18, 2) as sales,
  (1 + leaf % 50)::bigint as units,
  1::bigint as source_rows
from generate_series(0, :series - 1) as leaf
cross join generate_series('2010-12-01'::date, '2013-11-01'::date, interval '1 month') as month;

alter table ml.ml_train_sales_monthly
  alter month set not null, alter region set not null, alter country set not null, alter channel set not null,
  alter category set not null, alter sales set not null, alter units set not null, alter source_rows set not null,
  add primary key (month, region, country, channel, category);

create table ml.ml_train_period as
select distinct 'sales'::text as domain, 'synthetic'::text as source, month, true as is_complete, null::text as reason
from ml.ml_train_sales_monthly;

create table ml.ml_train_control_total as
select
  'sales'::text as domain, 'synthetic'::text as source, measure, month, sum(total)::numeric(30, 4) as total
from ml.ml_train_sales_monthly
cross join lateral (values ('sales', sales), ('units', units), ('source_rows', source_rows)) as sums (measure, total)
group by measure, month;

create table ml.ml_train_note (domain text, code text, month date, count bigint, message text);
analyze;
