-- product_sales [run x period x product]: what the products of a published run sold in a period and a year before, as
-- that vintage knew it. Rows are never changed.

create table {{schema}}.product_sales (
  run_id text not null references {{schema}}.forecast_runs,
  period text not null check (period in ('month', 'ytd')),
  -- By keys and code, from 1 on.
  position integer not null,
  period_start date not null,
  -- In the order of the domain's keys; (all) where products do not have the key.
  keys text[] not null,
  product_code text not null,
  product_name text not null,
  -- Null where nothing was sold.
  value numeric,
  units numeric,
  reference numeric,
  reference_units numeric,
  primary key (run_id, period, position),
  check (num_nonnulls(value, reference) > 0)
);
