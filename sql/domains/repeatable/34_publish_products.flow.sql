-- publish_products_{{domain}}: keeps what the products of a run sold in each period and a year before, from the rows of
-- the temporary table staged_product, the dataset of products as of the run's month. A period only where every month of
-- it and of the year before is complete; what a run has stays as it is.

create or replace function {{schema}}.publish_products_{{domain}}(of_run text) returns void
language plpgsql as $$
begin
  with as_of as (
    select
      {{schema}}.month_index(runs.as_of_month) as m,
      settings.fiscal_year_start_month as first
    from {{schema}}.forecast_runs runs
    cross join {{schema}}.settings settings
    where runs.run_id = of_run
  ), known_month as (
    select distinct {{schema}}.month_index(month) as m
    from {{schema}}.known_actual_{{domain}}
    where run_id = of_run and is_complete
  ), period as (
    select line.*
    from as_of
    cross join lateral (
      values ('month', m, m), ('ytd', m - (m % 12 - first + 13) % 12, m)
    ) line (period, s, e)
    where 2 * (e - s + 1) = (
      select count(*) from known_month
      where known_month.m between s and e or known_month.m between s - 12 and e - 12)
  ), sold as (
    select
      period.period,
      period.s,
      staged.keys,
      staged.product_code,
      (array_agg(staged.product_name order by staged.month desc))[1] as product_name,
      sum(staged.value) filter (where staged.m >= s) as value,
      sum(staged.units) filter (where staged.m >= s) as units,
      sum(staged.value) filter (where staged.m < s) as reference,
      sum(staged.units) filter (where staged.m < s) as reference_units
    from period
    join (
      select *, {{schema}}.month_index(month) as m from staged_product
    ) staged on staged.m between s and e or staged.m between s - 12 and e - 12
    group by period.period, period.s, staged.keys, staged.product_code
  )
  insert into {{schema}}.product_sales
    (run_id, period, position, period_start, keys, product_code, product_name, value, units, reference, reference_units)
  select
    of_run,
    period,
    row_number() over (partition by period order by keys collate "C", product_code collate "C"),
    {{schema}}.month_start(s),
    keys,
    product_code,
    product_name,
    value,
    units,
    reference,
    reference_units
  from sold
  where not exists (select from {{schema}}.product_sales kept where kept.run_id = of_run);
end
$$;
